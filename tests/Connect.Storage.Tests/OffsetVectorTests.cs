using System.Text;
using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestVectors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Storage.Tests;

/// <summary>Offsets as Java's worker writes, reads and lists them, case by case.</summary>
public sealed class OffsetVectorTests
{
    public static IEnumerable<object[]> Writes => Cases("write");

    public static IEnumerable<object[]> Reads => Cases("read");

    public static IEnumerable<object[]> Keys => Cases("processPartitionKey");

    public static IEnumerable<object[]> Formats => VectorFile.Ids("offsets", "validateFormat");

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Writer_OffsetsFlushed_StoresWhatJavaStores(string id)
    {
        var vector = VectorFile.Load("offsets")[id];
        var store = new RecordingStore();
        var writer = new OffsetStorageWriter(store, vector.Text("connector")!);
        foreach (var offset in vector["offsets"].EnumerateArray())
        {
            writer.Offset(Map(offset.GetProperty("partition")), Map(offset.GetProperty("offset")));
        }

        var begun = writer.BeginFlush();
        Assert.Equal(vector.Result.GetProperty("beginFlush").GetBoolean(), begun);
        if (begun && vector.Result.GetProperty("accepted").GetBoolean())
        {
            await writer.DoFlushAsync(CancellationToken.None);
        }
        else if (begun)
        {
            await Assert.ThrowsAsync<DataException>(() => writer.DoFlushAsync(CancellationToken.None));
        }

        var expected = vector.Result.GetProperty("entries").EnumerateArray()
            .Select(e => e.GetProperty("key").GetString() + " = " + (e.GetProperty("value").GetString() ?? "null"));
        Assert.Equal(
            expected,
            store.Written.Select(e => Encoding.UTF8.GetString(e.Key) + " = " + (e.Value is null ? "null" : Encoding.UTF8.GetString(e.Value)))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Reader_OffsetStored_ReturnsWhatJavaReturns(string id)
    {
        var vector = VectorFile.Load("offsets")[id];
        var store = new MemoryOffsetStore();
        await store.SetAsync(
            [.. vector["stored"].EnumerateArray().Select(e => KeyValuePair.Create(Bytes(e.GetProperty("key"))!, Bytes(e.GetProperty("value"))))],
            CancellationToken.None);
        var reader = new OffsetStorageReader(store, vector.Text("connector")!, NullLogger.Instance);
        var offset = await reader.OffsetAsync(Map(vector["partition"])!, CancellationToken.None);
        Assert.Equal(ConnectMap.From(VectorReader.ReadValue(vector.Output)), ConnectMap.From(offset));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Store_KeyWritten_ListsThePartitionsThatJavaLists(string id)
    {
        var vector = VectorFile.Load("offsets")[id];
        var store = new MemoryOffsetStore();
        await store.SetAsync([KeyValuePair.Create(Bytes(vector["key"]) ?? [], Bytes(vector["value"]))], CancellationToken.None);
        var expected = vector.Output.EnumerateArray().ToList();
        foreach (var connector in expected)
        {
            Assert.Equal(
                connector.GetProperty("partitions").EnumerateArray().Select(p => ConnectMap.From(VectorReader.ReadValue(p))),
                store.ConnectorPartitions(connector.GetProperty("connector").GetString()!).Select(ConnectMap.From));
        }

        if (expected.Count == 0)
        {
            Assert.Empty(store.ConnectorPartitions("c"));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Format_Validated_AsJavaDoes(string id)
    {
        var vector = VectorFile.Load("offsets")[id];
        var input = VectorReader.ReadValue(vector["input"]);
        if (vector.Ok)
        {
            OffsetFormat.Validate(input);
        }
        else
        {
            Assert.Throws<DataException>(() => OffsetFormat.Validate(input));
        }
    }

    // Maps whose keys are no strings can't be said in C#; those cases remain with the format's own test.
    private static IEnumerable<object[]> Cases(string op) => VectorFile.Load("offsets").Cases
        .Where(c => c.Op == op && !HasOtherKeys(c["partition"])
            && (op != "write" || c["offsets"].EnumerateArray().All(o => !HasOtherKeys(o.GetProperty("partition")) && !HasOtherKeys(o.GetProperty("offset")))))
        .Select(c => new object[] { c.Id });

    private static bool HasOtherKeys(JsonElement map) => VectorReader.ReadValue(map) is ConnectMap read && read.Keys.Any(k => k is not string);

    private static IReadOnlyDictionary<string, object?>? Map(JsonElement map)
    {
        if (VectorReader.ReadValue(map) is not ConnectMap read)
        {
            return null;
        }

        var result = new OrderedDictionary<string, object?>();
        foreach (var (key, value) in read)
        {
            result.Add((string)key!, value);
        }

        return result;
    }

    private static byte[]? Bytes(JsonElement text) => text.GetString() is { } s ? Encoding.UTF8.GetBytes(s) : null;
}
