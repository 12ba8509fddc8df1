using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Writes the default of a field as Avro's binary, so that it is read like any other value. The JSON is taken as Java takes it,
/// which is less strict than the check of a parsed default: the first branch of a union that could hold the JSON's type is taken.
/// </summary>
internal sealed class DefaultValues
{
    // Java's ISO-8859-1, which has a question mark for what it can't write.
    private static readonly Encoding Latin1 = Encoding.GetEncoding(
        "iso-8859-1", new EncoderReplacementFallback("?"), DecoderFallback.ReplacementFallback);

    // A few lines of schema can ask for any number of bytes: by the size of a fixed, and by records whose fields have records as defaults.
    private const int MaxBytes = 1 << 24;
    private const int MaxParts = 1 << 20;

    private readonly ArrayBufferWriter<byte> output = new();
    private readonly Field field;
    private int parts;

    private DefaultValues(Field field) => this.field = field;

    /// <summary>The bytes of a field's default, by the field's schema.</summary>
    /// <exception cref="AvroSchemaException">The field has no default, or one that its type can't hold.</exception>
    public static byte[] ToBinary(Field field)
    {
        var writer = new DefaultValues(field);
        writer.Write(field.Schema, FieldAttributes.Of(field).Default ?? throw writer.Refused("there is none"));
        return writer.output.WrittenSpan.ToArray();
    }

    private void Write(Schema schema, JsonElement json)
    {
        NestingGuard.Check();
        if (++parts > MaxParts || output.WrittenCount > MaxBytes)
        {
            throw Refused($"it has more than {MaxParts} parts, or {MaxBytes} bytes");
        }

        switch (schema.Tag)
        {
            case Schema.Type.Null when json.ValueKind == JsonValueKind.Null:
                break;
            case Schema.Type.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                output.Write([json.ValueKind == JsonValueKind.True ? (byte)1 : (byte)0]);
                break;
            case Schema.Type.Int when json.ValueKind == JsonValueKind.Number:
                WriteLong(JsonText.IsIntegral(json) ? (int)(uint)(Integer(json) & uint.MaxValue) : (int)Number(json));
                break;
            case Schema.Type.Long when json.ValueKind == JsonValueKind.Number:
                WriteLong(JsonText.IsIntegral(json) ? (long)(ulong)(Integer(json) & ulong.MaxValue) : (long)Number(json));
                break;
            case Schema.Type.Float when IsFloat(json):
                BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(4), (float)Number(json));
                output.Advance(4);
                break;
            case Schema.Type.Double when IsFloat(json):
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(8), Number(json));
                output.Advance(8);
                break;
            case Schema.Type.String when json.ValueKind == JsonValueKind.String:
                WriteBytes(Encoding.UTF8.GetBytes(json.GetString()!));
                break;
            case Schema.Type.Bytes when json.ValueKind == JsonValueKind.String:
                WriteBytes(Latin1.GetBytes(json.GetString()!));
                break;
            case Schema.Type.Fixed when json.ValueKind == JsonValueKind.String:
                WriteFixed(((FixedSchema)schema).Size, Latin1.GetBytes(json.GetString()!));
                break;
            case Schema.Type.Enumeration when json.ValueKind == JsonValueKind.String:
                WriteSymbol((EnumSchema)schema, json.GetString()!);
                break;
            case Schema.Type.Array:
                WriteItems(((ArraySchema)schema).ItemSchema, json);
                break;
            case Schema.Type.Map:
                WriteEntries(((MapSchema)schema).ValueSchema, json);
                break;
            case Schema.Type.Union:
                WriteBranch((UnionSchema)schema, json);
                break;
            case Schema.Type.Record:
                WriteFields((RecordSchema)schema, json);
                break;
            default:
                throw Refused($"{json.GetRawText()} is no {schema.Fullname}");
        }
    }

    private void WriteFixed(int size, byte[] bytes)
    {
        if (size > MaxBytes)
        {
            throw Refused($"a fixed of {size} bytes is too large for one");
        }

        Array.Resize(ref bytes, size);
        output.Write(bytes);
    }

    private void WriteFields(RecordSchema record, JsonElement json)
    {
        foreach (var part in record.Fields)
        {
            Write(part.Schema, json.Member(part.Name) ?? FieldAttributes.Of(part).Default
                ?? throw Refused($"it has no \"{part.Name}\" of record {record.Fullname}"));
        }
    }

    private void WriteItems(Schema schema, JsonElement json)
    {
        var items = json.ValueKind switch
        {
            JsonValueKind.Array => [.. json.EnumerateArray()],
            JsonValueKind.Object => json.Members().Values.ToArray(),
            _ => [],
        };
        StartBlock(items.Length);
        foreach (var item in items)
        {
            Write(schema, item);
        }

        EndBlock();
    }

    private void WriteEntries(Schema schema, JsonElement json)
    {
        var entries = json.ValueKind == JsonValueKind.Object ? json.Members() : [];
        StartBlock(entries.Count);
        foreach (var (key, value) in entries)
        {
            WriteBytes(Encoding.UTF8.GetBytes(key));
            Write(schema, value);
        }

        EndBlock();
    }

    private void WriteBranch(UnionSchema union, JsonElement json)
    {
        for (var i = 0; i < union.Count; i++)
        {
            if (CouldHold(union[i].Tag, json.ValueKind))
            {
                WriteLong(i);
                Write(union[i], json);
                return;
            }
        }

        throw Refused($"no branch of the union could hold {json.GetRawText()}");
    }

    private static bool CouldHold(Schema.Type type, JsonValueKind json) => type switch
    {
        Schema.Type.Null => json == JsonValueKind.Null,
        Schema.Type.Boolean => json is JsonValueKind.True or JsonValueKind.False,
        Schema.Type.Int or Schema.Type.Long or Schema.Type.Float or Schema.Type.Double => json == JsonValueKind.Number,
        Schema.Type.String or Schema.Type.Bytes or Schema.Type.Fixed => json == JsonValueKind.String,
        _ => true,
    };

    private void WriteSymbol(EnumSchema schema, string symbol)
    {
        var index = schema.Symbols.IndexOf(symbol);
        WriteLong(index >= 0 ? index : throw Refused($"\"{symbol}\" is no symbol of {schema.Fullname}"));
    }

    private void StartBlock(int count)
    {
        if (count > 0)
        {
            WriteLong(count);
        }
    }

    private void EndBlock() => WriteLong(0);

    private void WriteBytes(byte[] bytes)
    {
        WriteLong(bytes.Length);
        output.Write(bytes);
    }

    private void WriteLong(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest > 0x7F)
        {
            output.Write([(byte)(rest | 0x80)]);
            rest >>= 7;
        }

        output.Write([(byte)rest]);
    }

    // The numbers that JSON can't write are texts; nothing else that is a text gets here.
    private static bool IsFloat(JsonElement json) => json.ValueKind == JsonValueKind.Number
        || (json.ValueKind == JsonValueKind.String && json.GetString() is "NaN" or "Infinity" or "-Infinity");

    private static double Number(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? double.Parse(json.GetString()!, CultureInfo.InvariantCulture)
        : double.Parse(json.GetRawText(), CultureInfo.InvariantCulture);

    private static BigInteger Integer(JsonElement json) => BigInteger.Parse(json.GetRawText(), CultureInfo.InvariantCulture);

    private AvroSchemaException Refused(string problem) =>
        new($"The default of field \"{field.Name}\" can't be used: {problem}. Give the field in the reader's schema a default of its type.");
}
