using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Avro;
using Avro.IO;
using Connect.Abi.Data;
using Connect.Converters.Avro.Schemas;
using Field = Avro.Field;
using Schema = Avro.Schema;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Does with bytes what a tree of resolutions says, and nothing else, so that the tree can be checked by its outcome.
/// Values are those of the vectors.</summary>
internal sealed class ResolvedReader(byte[] bytes)
{
    private readonly MemoryStream stream = new(bytes);

    public long Left => stream.Length - stream.Position;

    private BinaryDecoder Decoder => new(stream);

    public JsonNode? Read(Resolution resolution) => resolution switch
    {
        ErrorResolution error => throw new InvalidDataException(error.Message),
        SameResolution { Reader: FixedSchema type } => Named("fixed", Convert.ToBase64String(ReadFixed(type.Size)), type),
        SameResolution or PromotionResolution => ReadPrimitive(resolution.Writer.Tag, resolution.Reader.Tag),
        EnumResolution symbols => ReadSymbol(symbols),
        ArrayResolution array => new JsonObject { ["array"] = new JsonArray([.. ReadBlocks(() => Read(array.Items))]) },
        MapResolution map => new JsonObject { ["map"] = new JsonArray([.. ReadBlocks(() => ReadEntry(map)).OrderBy(e => e![0]!.ToString(), StringComparer.Ordinal)]) },
        WriterUnionResolution union => Read(union.Branches[Decoder.ReadUnionIndex()]),
        ReaderUnionResolution union => Read(union.Value),
        RecordResolution record => ReadRecord(record),
        _ => throw new InvalidOperationException(resolution.ToString()),
    };

    private JsonObject ReadRecord(RecordResolution record)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var field in record.Fields)
        {
            var value = Read(field.Value ?? SchemaResolution.Of(field.Writer.Schema, field.Writer.Schema));
            if (field.Reader is not null)
            {
                values.Add(field.Reader.Name, value);
            }
        }

        foreach (var field in record.Defaults)
        {
            var reader = new ResolvedReader(field.Binary.ToArray());
            values.Add(field.Reader.Name, reader.Read(SchemaResolution.Of(field.Reader.Schema, field.Reader.Schema)));
            Assert.Equal(0, reader.Left);
        }

        List<Field> fields = ((RecordSchema)record.Reader).Fields;
        Assert.Equal(fields.Count, values.Count);
        return Named("record", new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, values[f.Name]))), (RecordSchema)record.Reader);
    }

    private JsonObject ReadSymbol(EnumResolution resolution)
    {
        var index = resolution.Symbols[Decoder.ReadEnum()];
        var schema = (EnumSchema)resolution.Reader;
        return index >= 0 ? Named("enum", schema[index], schema) : throw new InvalidDataException("no such symbol");
    }

    private JsonArray ReadEntry(MapResolution map) => [JsonValue.Create(Decoder.ReadString()), Read(map.Values)];

    private List<JsonNode?> ReadBlocks(Func<JsonNode?> read)
    {
        var items = new List<JsonNode?>();
        for (var count = Decoder.ReadArrayStart(); count > 0; count = Decoder.ReadArrayNext())
        {
            for (var i = 0; i < count; i++)
            {
                items.Add(read());
            }
        }

        return items;
    }

    private byte[] ReadFixed(int size)
    {
        var value = new byte[size];
        Decoder.ReadFixed(value);
        return value;
    }

    private JsonObject? ReadPrimitive(Schema.Type written, Schema.Type read)
    {
        object? value = written switch
        {
            Schema.Type.Null => null,
            Schema.Type.Boolean => Decoder.ReadBoolean(),
            Schema.Type.Int => Decoder.ReadInt(),
            Schema.Type.Long => Decoder.ReadLong(),
            Schema.Type.Float => Decoder.ReadFloat(),
            Schema.Type.Double => Decoder.ReadDouble(),
            _ => Decoder.ReadBytes(),
        };
        return read switch
        {
            Schema.Type.Null => null,
            Schema.Type.Boolean => new JsonObject { ["boolean"] = (bool)value! },
            Schema.Type.Int => new JsonObject { ["int"] = (int)value! },
            Schema.Type.Long => new JsonObject { ["long"] = Convert.ToInt64(value).ToString(CultureInfo.InvariantCulture) },
            Schema.Type.Float => new JsonObject { ["float"] = ConnectText.Of(Convert.ToSingle(value)) },
            Schema.Type.Double => new JsonObject { ["double"] = ConnectText.Of(Convert.ToDouble(value)) },
            Schema.Type.Bytes => new JsonObject { ["bytes"] = Convert.ToBase64String((byte[])value!) },
            _ => new JsonObject { ["string"] = Encoding.UTF8.GetString((byte[])value!) },
        };
    }

    private static JsonObject Named(string kind, JsonNode? value, NamedSchema schema) => new() { [kind] = value, ["name"] = schema.Fullname };
}
