using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.TestVectors;

namespace Connect.Plugins.Transforms.Tests;

public sealed class TransformVectorTests
{
    private const string File = "transforms";

    public static IEnumerable<object[]> Ids => VectorFile.Ids(File);

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void Vector_Run_DoesAsJava(string id)
    {
        var vector = VectorFile.Load(File)[id];
        var phase = "configure";
        JsonNode? actual = null;
        var failure = Record.Exception(() => actual = Run(vector, ref phase));
        if (vector.Ok)
        {
            Assert.True(failure is null, $"{vector}\nfailed in {phase} with {failure}");
            var difference = VectorComparer.Difference(Expected(vector), actual);
            Assert.True(difference is null, $"{vector}\n{difference}");
            return;
        }

        Assert.True(failure is not null, $"{vector}\ngave {actual?.ToJsonString() ?? "null"}");
        Assert.True(phase == vector.Result.GetProperty("phase").GetString(), $"{vector}\nfailed in {phase} with {failure}");
        Assert.True(IsOfKind(failure, vector.Kind!), $"{vector}\nfailed with {failure}");
    }

    /// <summary>Java's own stumbling (kind java) is met by any of our exceptions that says what is wrong.</summary>
    private static bool IsOfKind(Exception failure, string kind) => kind switch
    {
        "data" => failure is DataException,
        "config" => failure is ConfigException,
        "connect" => failure is ConnectException and not (DataException or ConfigException),
        _ => failure is ConnectException or KeyNotFoundException,
    };

    private static JsonNode? Run(VectorCase vector, ref string phase)
    {
        var name = vector.Text("class")!;
        var config = vector["config"].EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
        if (vector.Op == "predicate")
        {
            using var predicate = PluginClasses.Make<IPredicate>(name);
            predicate.Configure(config);
            phase = "apply";
            return predicate.Test(ReadRecord(vector["record"]));
        }

        using var transformation = PluginClasses.Make<ITransformation>(name);
        transformation.Configure(config);
        phase = "apply";
        var record = ReadRecord(vector["record"]);
        var before = WriteRecord(record)!.ToJsonString();
        var result = WriteRecord(transformation.Apply(record));
        var again = WriteRecord(transformation.Apply(record));
        Assert.Equal(before, WriteRecord(record)!.ToJsonString());
        Assert.Equal(result?.ToJsonString(), again?.ToJsonString());
        return result;
    }

    /// <summary>The expected output in the form that <see cref="WriteRecord"/> writes: nothing left out.</summary>
    private static JsonElement Expected(VectorCase vector)
    {
        if (vector.Output.ValueKind != JsonValueKind.Object)
        {
            return vector.Output;
        }

        var node = JsonNode.Parse(vector.Output.GetRawText())!.AsObject();
        node.TryAdd("key", new JsonObject { ["schema"] = null, ["value"] = null });
        node.TryAdd("headers", new JsonArray());
        return JsonSerializer.SerializeToElement(node);
    }

    private static ConnectRecord ReadRecord(JsonElement record)
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

    private static JsonObject? WriteRecord(ConnectRecord? record)
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
            ["headers"] = new JsonArray([.. record.Headers.Select(WriteHeader)]),
        };
        if (record is SinkRecord sink)
        {
            written["offset"] = sink.KafkaOffset.ToString(CultureInfo.InvariantCulture);
        }

        return written;
    }

    private static JsonObject WriteHeader(Header header)
    {
        var written = VectorWriter.WriteTyped(header.Schema, header.Value);
        written["key"] = header.Key;
        return written;
    }
}
