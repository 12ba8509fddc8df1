using Avro;
using Avro.Generic;
using Avro.IO;
using Connect.Abi.Data;
using AvroSchema = Avro.Schema;
using Field = Connect.Abi.Data.Field;
using Schema = Connect.Abi.Data.Schema;

namespace Connect.Benchmarks.Steps;

/// <summary>What Apache.Avro's generic reader and writer do with records of the same content: no frame, no registry, no Connect data.</summary>
internal sealed class ApacheAvro
{
    private readonly GenericRecord[] records;
    private readonly byte[][] payloads;
    private readonly GenericDatumWriter<GenericRecord> writer;
    private readonly GenericDatumReader<GenericRecord> reader;
    private readonly MemoryStream output = new();
    private readonly BinaryEncoder encoder;
    private int next;

    public ApacheAvro(Schema schema, Struct[] values)
    {
        var avro = (RecordSchema)AvroSchema.Parse(AvroText(schema, []));
        records = [.. values.Select(value => Record(avro, value))];
        writer = new(avro);
        reader = new(avro, avro);
        encoder = new BinaryEncoder(output);
        payloads = [.. records.Select(_ => ((MemoryStream)Write()).ToArray())];
    }

    public object Write()
    {
        output.SetLength(0);
        writer.Write(records[next++ % records.Length], encoder);
        return output;
    }

    public object Read() => reader.Read(null!, new BinaryDecoder(new MemoryStream(payloads[next++ % payloads.Length], writable: false)));

    private static GenericRecord Record(RecordSchema avro, Struct value)
    {
        var record = new GenericRecord(avro);
        foreach (var field in value.Schema.Fields)
        {
            record.Add(field.Name, ValueOf(Branch(avro[field.Name].Schema), value.Get(field)));
        }

        return record;
    }

    private static object? ValueOf(AvroSchema avro, object? value) => value switch
    {
        Struct inner => Record((RecordSchema)avro, inner),
        ConnectMap map => map.ToDictionary(entry => (string)entry.Key!, entry => entry.Value),
        IReadOnlyList<object?> list => list.ToArray(),
        _ => value,
    };

    private static AvroSchema Branch(AvroSchema avro) => avro is UnionSchema union ? union[1] : avro;

    private static string AvroText(Schema schema, HashSet<string> known)
    {
        var type = schema.Type switch
        {
            SchemaType.Struct when !known.Add(schema.Name!) => $"\"{schema.Name}\"",
            SchemaType.Struct => $"{{\"type\":\"record\",\"name\":\"{schema.Name}\",\"fields\":[{string.Join(',', schema.Fields.Select(FieldText))}]}}",
            SchemaType.Array => $"{{\"type\":\"array\",\"items\":{AvroText(schema.ValueSchema!, known)}}}",
            SchemaType.Map => $"{{\"type\":\"map\",\"values\":{AvroText(schema.ValueSchema!, known)}}}",
            SchemaType.Int32 => "\"int\"",
            SchemaType.Int64 => "\"long\"",
            SchemaType.Float64 => "\"double\"",
            SchemaType.Boolean => "\"boolean\"",
            _ => "\"string\"",
        };
        return schema.IsOptional ? $"[\"null\",{type}]" : type;

        string FieldText(Field field) => $"{{\"name\":\"{field.Name}\",\"type\":{AvroText(field.Schema, known)}}}";
    }
}
