using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>Records as the vectors have them.</summary>
internal static class ConnectRecords
{
    public static ConnectRecord Read(JsonElement record)
    {
        var topic = record.GetProperty("topic").GetString()!;
        int? partition = record.GetProperty("partition") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
        var key = record.TryGetProperty("key", out var k) ? VectorReader.ReadTyped(k) : default;
        var value = VectorReader.ReadTyped(record.GetProperty("value"));
        long? timestamp = record.GetProperty("timestamp") is { ValueKind: JsonValueKind.String } text
            ? long.Parse(text.GetString()!, CultureInfo.InvariantCulture)
            : null;
        var headers = new Headers();
        if (record.TryGetProperty("headers", out var given))
        {
            foreach (var header in given.EnumerateArray())
            {
                var typed = VectorReader.ReadTyped(header);
                headers.Add(header.GetProperty("key").GetString()!, typed.Value, typed.Schema);
            }
        }

        if (record.GetProperty("type").GetString() == "source")
        {
            return new SourceRecord(null, null, topic, partition, key.Schema, key.Value, value.Schema, value.Value, timestamp, headers);
        }

        var offset = long.Parse(record.GetProperty("offset").GetString()!, CultureInfo.InvariantCulture);
        return new SinkRecord(
            topic,
            partition ?? 0,
            key.Schema,
            key.Value,
            value.Schema,
            value.Value,
            offset,
            timestamp,
            TimestampType.CreateTime,
            headers);
    }

    public static JsonObject? Write(ConnectRecord? record)
    {
        if (record is null)
        {
            return null;
        }

        var written = new JsonObject
        {
            ["type"] = record is SourceRecord ? "source" : "sink",
            ["topic"] = record.Topic,
            ["partition"] = record.KafkaPartition,
            ["key"] = VectorWriter.WriteTyped(record.KeySchema, record.Key),
            ["value"] = VectorWriter.WriteTyped(record.ValueSchema, record.Value),
            ["timestamp"] = record.Timestamp?.ToString(CultureInfo.InvariantCulture),
            ["headers"] = new JsonArray([.. record.Headers.Select(Write)]),
        };
        if (record is SinkRecord sink)
        {
            written["offset"] = sink.KafkaOffset.ToString(CultureInfo.InvariantCulture);
        }

        return written;
    }

    private static JsonObject Write(Header header)
    {
        var written = VectorWriter.WriteTyped(header.Schema, header.Value);
        written["key"] = header.Key;
        return written;
    }
}
