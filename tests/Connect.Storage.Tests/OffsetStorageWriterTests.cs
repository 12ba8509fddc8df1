using System.Text;
using Connect.Abi.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Storage.Tests;

public sealed class OffsetStorageWriterTests
{
    private static readonly Dictionary<string, object?> File1 = new() { ["filename"] = "1" };
    private static readonly Dictionary<string, object?> File2 = new() { ["filename"] = "2" };
    private readonly RecordingStore store = new();
    private readonly OffsetStorageWriter writer;

    public OffsetStorageWriterTests() => writer = new OffsetStorageWriter(store, "c");

    [Fact]
    public async Task Flush_OffsetComesMeanwhile_WaitsForTheNextFlush()
    {
        writer.Offset(File1, At(1));
        Assert.True(writer.BeginFlush());
        writer.Offset(File1, At(2));
        await writer.DoFlushAsync(CancellationToken.None);
        Assert.Equal(["""{"position":1}"""], Values());
        Assert.True(writer.BeginFlush());
        await writer.DoFlushAsync(CancellationToken.None);
        Assert.Equal(["""{"position":1}""", """{"position":2}"""], Values());
        Assert.False(writer.BeginFlush());
    }

    [Fact]
    public async Task Flush_StoreFails_OffsetsComeAgainAndNewerOnesWin()
    {
        writer.Offset(File1, At(1));
        writer.Offset(File2, At(1));
        Assert.True(writer.BeginFlush());
        writer.Offset(File2, At(9));
        store.Gate = Task.FromException(new IOException("disk full"));
        await Assert.ThrowsAsync<IOException>(() => writer.DoFlushAsync(CancellationToken.None));
        store.Gate = Task.CompletedTask;
        Assert.True(writer.BeginFlush());
        await writer.DoFlushAsync(CancellationToken.None);
        Assert.Equal(["""{"position":1}""", """{"position":9}"""], Values());
    }

    [Fact]
    public async Task Flush_CancelledWhileTheStoreWrites_ItsEndDoesNotEndTheNext()
    {
        var gate = new TaskCompletionSource();
        store.Gate = gate.Task;
        writer.Offset(File1, At(1));
        Assert.True(writer.BeginFlush());
        var first = writer.DoFlushAsync(CancellationToken.None);
        writer.CancelFlush();
        Assert.True(writer.BeginFlush());
        gate.SetResult();
        await first;
        Assert.Throws<ConnectException>(() => writer.BeginFlush());
        await writer.DoFlushAsync(CancellationToken.None);
        Assert.False(writer.BeginFlush());
    }

    [Fact]
    public async Task BeginFlush_AnotherUnderWay_WaitsForItOrRefuses()
    {
        writer.Offset(File1, At(1));
        Assert.True(writer.BeginFlush());
        writer.Offset(File1, At(2));
        Assert.Throws<ConnectException>(() => writer.BeginFlush());
        using var cancelled = new CancellationTokenSource();
        var impatient = writer.BeginFlushAsync(cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        var patient = writer.BeginFlushAsync(CancellationToken.None).AsTask();
        Assert.False(patient.IsCompleted);
        await writer.DoFlushAsync(CancellationToken.None);
        Assert.True(await patient);
    }

    [Fact]
    public async Task DoFlush_NotBegun_IsRefused() =>
        await Assert.ThrowsAsync<ConnectException>(() => writer.DoFlushAsync(CancellationToken.None));

    [Fact]
    public async Task Reader_StoreFails_SaysWhoseOffsets()
    {
        var reader = new OffsetStorageReader(store, "my-source", NullLogger.Instance);
        var error = await Assert.ThrowsAsync<ConnectException>(async () => await reader.OffsetAsync(File1, CancellationToken.None));
        Assert.Contains("my-source", error.Message);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public async Task Reader_SeveralPartitions_AnswersInTheOrderAsked()
    {
        var memory = new MemoryOffsetStore();
        var filled = new OffsetStorageWriter(memory, "c");
        filled.Offset(File2, At(2));
        Assert.True(filled.BeginFlush());
        await filled.DoFlushAsync(CancellationToken.None);
        var offsets = await new OffsetStorageReader(memory, "c", NullLogger.Instance).OffsetsAsync([File1, File2, File2], CancellationToken.None);
        Assert.Equal([null, 2L, 2L], offsets.Select(o => o.Offset?["position"]));
        Assert.Same(File1, offsets[0].Partition);
    }

    private static Dictionary<string, object?> At(long position) => new() { ["position"] = position };

    private IEnumerable<string> Values() => store.Written.Select(e => Encoding.UTF8.GetString(e.Value!));
}
