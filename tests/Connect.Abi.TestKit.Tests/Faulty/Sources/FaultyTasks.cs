using Connect.Abi.Data;
using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Tests.Faulty.Sources;

internal sealed class GivesRecordsTwice : SoundSourceTask
{
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken) =>
        await base.PollAsync(cancellationToken) is { } records ? [.. records, .. records] : null;
}

internal sealed class NeverGivesRecords : SoundSourceTask
{
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken);
        return null;
    }
}

internal sealed class FailsToPoll : SoundSourceTask
{
    public override ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("the pump is broken");
}

internal sealed class HasNoTopic : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index) =>
        new(Partition, new Dictionary<string, object?> { ["line"] = Position + index + 1 }, string.Empty, Schema.String, line);
}

internal sealed class HasNoOffset : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index) => new(Partition, null, Topic, Schema.String, line);
}

internal sealed class HasADateInItsOffset : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index) =>
        new(Partition, new Dictionary<string, object?> { ["since"] = DateTime.UnixEpoch }, Topic, Schema.String, line);
}

internal sealed class LiesAboutItsSchema : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index) =>
        new(Partition, new Dictionary<string, object?> { ["line"] = Position + index + 1 }, Topic, Schema.Int32, line);
}

internal sealed class SkipsARecordOnResume : SoundSourceTask
{
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await base.StartAsync(settings, cancellationToken);
        Position += Position > 0 ? 1 : 0;
    }
}

internal sealed class BeginsAnewAlways : SoundSourceTask
{
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await base.StartAsync(settings, cancellationToken);
        Position = 0;
    }
}

internal sealed class TakesRecordsAwayByPolling : SoundSourceTask
{
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        var records = await base.PollAsync(cancellationToken);
        System.IO.File.WriteAllText(File, string.Empty);
        Position = 0;
        return records;
    }
}

internal sealed class LocksOutAcknowledgements : SoundSourceTask
{
    private readonly SemaphoreSlim one = new(1);

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            return await base.PollAsync(cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    public override async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        one.Release();
    }
}

internal sealed class FailsToAcknowledge : SoundSourceTask
{
    public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("no such receipt");
}

internal sealed class PollsDeafly : SoundSourceTask
{
    protected override Task WaitAsync(CancellationToken cancellationToken) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}

internal sealed class FailsWhenStopped : SoundSourceTask
{
    protected override async Task WaitAsync(CancellationToken cancellationToken)
    {
        await base.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new InvalidOperationException("the stream is closed");
    }
}

internal sealed class TaskThatStopsOnlyWhenStarted : SoundSourceTask
{
    private CancellationTokenSource? stopping;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        stopping = new CancellationTokenSource();
        return base.StartAsync(settings, cancellationToken);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        stopping!.Dispose();
        return ValueTask.CompletedTask;
    }
}

internal sealed class StopsOnlyOnce : SoundSourceTask
{
    private bool stopped;

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(stopped, this);
        stopped = true;
        return ValueTask.CompletedTask;
    }
}

internal sealed class LeavesAThread : SoundSourceTask
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        new Thread(() => new ManualResetEventSlim().Wait(CancellationToken.None)) { IsBackground = true }.Start();
        return base.StartAsync(settings, cancellationToken);
    }
}

internal sealed class LeavesATimer : SoundSourceTask
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        _ = Task.Run(TickAsync, CancellationToken.None);
        return base.StartAsync(settings, cancellationToken);
    }

    private static async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync())
        {
            // Nobody ends it.
        }
    }
}

internal sealed class NeedsAnArgument(TimeProvider time) : SoundSourceTask
{
    public TimeProvider Time => time;
}
