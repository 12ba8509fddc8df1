using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Storage;
using Connect.TestVectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Vectors.Subjects;

/// <summary>Offsets of sources: how they are written, read and listed, and which ones are legal.</summary>
internal sealed class OffsetsExecutor : IVectorExecutor
{
    public string Subject => "offsets";

    public string? Run(VectorCase vector) => vector.Op switch
    {
        "write" => Write(vector),
        "read" => VectorOutcome.Of(vector, () => VectorWriter.WriteValue(Read(vector))),
        "processPartitionKey" => VectorOutcome.Of(vector, () => Listed(vector)),
        "validateFormat" => VectorOutcome.Of(vector, () =>
        {
            OffsetFormat.Validate(VectorReader.ReadValue(vector["input"]));
            return null;
        }),
        var op => throw new InvalidDataException($"Unknown op {op}"),
    };

    private static string? Write(VectorCase vector)
    {
        var store = new RecordingOffsetStore();
        var writer = new OffsetStorageWriter(store, vector.Text("connector")!);
        var begun = true;
        var accepted = true;
        try
        {
            foreach (var offset in vector["offsets"].EnumerateArray())
            {
                writer.Offset(MapOf(offset.GetProperty("partition")), MapOf(offset.GetProperty("offset")));
            }

            begun = writer.BeginFlush();
            if (begun)
            {
                writer.DoFlushAsync(CancellationToken.None).GetAwaiter().GetResult();
            }
        }
        catch (DataException)
        {
            accepted = false;
        }

        var actual = new JsonObject
        {
            ["beginFlush"] = begun,
            ["accepted"] = begun && accepted,
            ["entries"] = new JsonArray([.. Sorted(store)]),
        };
        var expected = new JsonObject
        {
            ["beginFlush"] = vector.Result.GetProperty("beginFlush").GetBoolean(),
            ["accepted"] = vector.Result.TryGetProperty("accepted", out var wanted) && wanted.ValueKind == JsonValueKind.True,
            ["entries"] = JsonNode.Parse(vector.Result.GetProperty("entries").GetRawText()),
        };
        return JsonNode.DeepEquals(expected, actual) ? null : $"expected {expected.ToJsonString()}, got {actual.ToJsonString()}";
    }

    private static IEnumerable<JsonNode> Sorted(RecordingOffsetStore store) => store.Written
        .Select(entry => (Key: Encoding.UTF8.GetString(entry.Key), Value: entry.Value is null ? null : Encoding.UTF8.GetString(entry.Value)))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => new JsonObject { ["key"] = entry.Key, ["value"] = entry.Value });

    private static IReadOnlyDictionary<string, object?>? Read(VectorCase vector)
    {
        var store = new MemoryOffsetStore();
        store.SetAsync(
            [.. vector["stored"].EnumerateArray().Select(e => KeyValuePair.Create(Bytes(e.GetProperty("key"))!, Bytes(e.GetProperty("value"))))],
            CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var reader = new OffsetStorageReader(store, vector.Text("connector")!, NullLogger.Instance);
        return reader.OffsetAsync(MapOf(vector["partition"])!, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static JsonArray Listed(VectorCase vector)
    {
        var store = new MemoryOffsetStore();
        store.SetAsync([KeyValuePair.Create(Bytes(vector["key"]) ?? [], Bytes(vector["value"]))], CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();
        var expected = vector.Output.EnumerateArray().Select(e => e.GetProperty("connector").GetString()!).ToList();
        if (expected.Count == 0 && store.ConnectorPartitions("c").Count > 0)
        {
            expected.Add("c");
        }

        return new JsonArray(
        [
            .. expected.Select(name => new JsonObject
            {
                ["connector"] = name,
                ["partitions"] = new JsonArray([.. store.ConnectorPartitions(name).Select(partition => VectorWriter.WriteValue(partition))]),
            }),
        ]);
    }

    /// <summary>A map from strings; one of other keys, which C# can't say there, gets what is said of its format.</summary>
    private static OrderedDictionary<string, object?>? MapOf(JsonElement map)
    {
        if (VectorReader.ReadValue(map) is not ConnectMap read)
        {
            return null;
        }

        var result = new OrderedDictionary<string, object?>();
        foreach (var (key, value) in read)
        {
            if (key is not string name)
            {
                OffsetFormat.Validate(read);
                throw new InvalidOperationException($"The format {read} is taken as valid");
            }

            result.Add(name, value);
        }

        return result;
    }

    private static byte[]? Bytes(JsonElement text) => text.GetString() is { } s ? Encoding.UTF8.GetBytes(s) : null;
}
