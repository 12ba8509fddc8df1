using System.Numerics;
using System.Text;
using Connect.Converters.Avro.Writing;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Tests.Fuzzing;

/// <summary>Writes values of any Avro schema, by chance.</summary>
internal sealed class AvroPayloads(Random random)
{
    // From here on there is as little as the schema allows, or a schema inside of itself had no end.
    private const int Deep = 6;

    private readonly AvroOutput output = new();

    /// <summary>The bytes of a value.</summary>
    public byte[] Next(AvroSchema schema)
    {
        output.Clear();
        Write(schema, 0);
        return output.Written.ToArray();
    }

    private static int BranchOfNull(global::Avro.UnionSchema union) =>
        Math.Max(0, union.Schemas.ToList().FindIndex(branch => branch.Tag == AvroSchema.Type.Null));

    private void Write(AvroSchema schema, int depth)
    {
        switch (schema)
        {
            case global::Avro.RecordSchema record:
                foreach (var field in record.Fields)
                {
                    Write(field.Schema, depth + 1);
                }

                break;
            case global::Avro.UnionSchema union:
                var branch = depth < Deep ? random.Next(union.Count) : BranchOfNull(union);
                output.Int(branch);
                Write(union[branch], depth + 1);
                break;
            case global::Avro.ArraySchema array:
                WriteBlock(array.ItemSchema, keys: false, depth);
                break;
            case global::Avro.MapSchema map:
                WriteBlock(map.ValueSchema, keys: true, depth);
                break;
            case global::Avro.EnumSchema symbols:
                output.Int(random.Next(symbols.Count));
                break;
            case global::Avro.FixedSchema { Size: var size }:
                output.Raw(Bytes(size));
                break;
            default:
                WritePrimitive(schema.Tag);
                break;
        }
    }

    private void WritePrimitive(AvroSchema.Type type)
    {
        switch (type)
        {
            case AvroSchema.Type.Boolean:
                output.Boolean(random.Next(2) == 0);
                break;
            case AvroSchema.Type.Int:
                // Also a time of day.
                output.Int(random.Next(24 * 60 * 60 * 1000));
                break;
            case AvroSchema.Type.Long:
                output.Long(random.Next(-1000, int.MaxValue));
                break;
            case AvroSchema.Type.Float:
                output.Float(random.NextSingle());
                break;
            case AvroSchema.Type.Double:
                output.Double(random.NextDouble());
                break;
            case AvroSchema.Type.Bytes:
                // Also a decimal, which is written in as few bytes as its number needs, and at least one.
                output.Bytes(new BigInteger(Bytes(random.Next(1, 9)), isBigEndian: true).ToByteArray(isBigEndian: true));
                break;
            case AvroSchema.Type.String:
                output.Bytes(Encoding.UTF8.GetBytes("täglich"[..random.Next(8)]));
                break;
        }
    }

    private void WriteBlock(AvroSchema element, bool keys, int depth)
    {
        var count = depth < Deep ? random.Next(4) : 0;
        if (count > 0)
        {
            output.Int(count);
            for (var i = 0; i < count; i++)
            {
                if (keys)
                {
                    output.Bytes([(byte)('a' + i)]);
                }

                Write(element, depth + 1);
            }
        }

        output.Int(0);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
