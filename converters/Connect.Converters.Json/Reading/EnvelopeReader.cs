using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads messages that hold their schema besides their payload. The text of a schema seen before is compared, not read again.</summary>
internal sealed class EnvelopeReader
{
    // A topic mostly has one schema, or a few that take turns.
    private const int RecentHeads = 4;

    // No schema can be null, but none is a plan too.
    private static readonly KnownSchema None = new(null);

    private readonly string type;
    private readonly DataReader data;
    private readonly SchemaReader schemas;
    private readonly LruCache<byte[], KnownSchema> known;
    private readonly (byte[] Head, KnownSchema Schema)[] recent;
    private int recentCount;

    public EnvelopeReader(DataReader data, int cacheSize, string type)
    {
        this.type = type;
        this.data = data;
        schemas = new SchemaReader(data);
        known = new LruCache<byte[], KnownSchema>(cacheSize, BytesComparer.Instance);
        recent = new (byte[], KnownSchema)[Math.Min(RecentHeads, cacheSize)];
    }

    /// <summary>How many schemas are kept.</summary>
    public int Count => known.Count;

    public SchemaAndValue Read(ReadOnlySpan<byte> json)
    {
        for (var i = 0; i < recentCount; i++)
        {
            if (json.StartsWith(recent[i].Head))
            {
                if (i > 0)
                {
                    (recent[0], recent[i]) = (recent[i], recent[0]);
                }

                var cursor = new JsonCursor(json, recent[0].Head.Length, depth: 1);
                var plan = recent[0].Schema.Plan;
                var value = data.Read(ref cursor, plan);
                if (cursor.AtClose())
                {
                    return new SchemaAndValue(plan?.Schema, value);
                }

                break;
            }
        }

        return ReadAnew(json);
    }

    private DataException NoEnvelope(string found) => new(
        "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain additional fields, but this "
        + $"{type} {found}. If it is plain JSON, set {type}.converter.schemas.enable=false, or give the schema of all of them in "
        + $"{type}.converter.schema.content");

    private SchemaAndValue ReadAnew(ReadOnlySpan<byte> json)
    {
        var cursor = new JsonCursor(json);
        var token = cursor.Peek();
        if (token != JsonToken.Object)
        {
            cursor.Skip();
            throw NoEnvelope(token == JsonToken.End ? "is empty" : $"is of JSON type {token}");
        }

        var schemaAt = -1;
        var schemaEnd = -1;
        var payloadAt = -1;
        var members = 0;
        string? other = null;
        cursor.Enter();
        for (var first = true; cursor.More((byte)'}', ref first); members++)
        {
            var name = cursor.ReadName();
            if (name.SequenceEqual("schema"u8))
            {
                cursor.Peek();
                schemaAt = cursor.Position;
                cursor.Skip();
                schemaEnd = cursor.Position;
            }
            else if (name.SequenceEqual("payload"u8))
            {
                cursor.Peek();
                payloadAt = cursor.Position;
                cursor.Skip();
            }
            else
            {
                other = System.Text.Encoding.UTF8.GetString(name);
                cursor.Skip();
            }
        }

        if (schemaAt < 0 || payloadAt < 0 || other is not null)
        {
            throw NoEnvelope(schemaAt < 0 ? "has no \"schema\"" : payloadAt < 0 ? "has no \"payload\"" : $"has \"{other}\" besides");
        }

        var schema = SchemaOf(json[schemaAt..schemaEnd]);
        if (members == 2 && schemaAt < payloadAt)
        {
            Remember(json[..payloadAt], schema);
        }

        var payload = new JsonCursor(json, payloadAt, depth: 1);
        return new SchemaAndValue(schema.Plan?.Schema, data.Read(ref payload, schema.Plan));
    }

    private KnownSchema SchemaOf(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("null"u8))
        {
            return None;
        }

        if (known.Find(text) is { } found)
        {
            return found;
        }

        var cursor = new JsonCursor(text, 0, depth: 1);
        var schema = new KnownSchema(schemas.Read(ref cursor));
        known.Add(text.ToArray(), schema);
        return schema;
    }

    private void Remember(ReadOnlySpan<byte> head, KnownSchema schema)
    {
        if (recent.Length == 0)
        {
            return;
        }

        recentCount = Math.Min(recentCount + 1, recent.Length);
        Array.Copy(recent, 0, recent, 1, recentCount - 1);
        recent[0] = (head.ToArray(), schema);
    }

    private sealed record KnownSchema(SchemaPlan? Plan);
}
