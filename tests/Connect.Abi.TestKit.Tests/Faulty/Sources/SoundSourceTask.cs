using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace Connect.Abi.TestKit.Tests.Faulty.Sources;

/// <summary>Reads the lines of a file. Nothing is wrong with it; the faulty ones differ from it in one thing each.</summary>
[NotAPlugin]
internal class SoundSourceTask : SourceTask
{
    protected Dictionary<string, object?> Partition { get; private set; } = [];

    protected string File { get; private set; } = string.Empty;

    protected string Topic { get; private set; } = string.Empty;

    protected long Position { get; set; }

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        File = settings["file"];
        Topic = settings["topic"];
        Partition = new() { ["file"] = File };
        var offset = await Context!.OffsetStorageReader.OffsetAsync(Partition, cancellationToken);
        Position = (long?)offset?["line"] ?? 0;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        var records = System.IO.File.ReadAllLines(File).Skip((int)Position).Select(RecordOf).ToList();
        Position += records.Count;
        if (records.Count == 0)
        {
            await WaitAsync(cancellationToken);
        }

        return records;
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected virtual SourceRecord RecordOf(string line, int index) =>
        new(Partition, new Dictionary<string, object?> { ["line"] = Position + index + 1 }, Topic, Schema.String, line);

    protected virtual async Task WaitAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
}
