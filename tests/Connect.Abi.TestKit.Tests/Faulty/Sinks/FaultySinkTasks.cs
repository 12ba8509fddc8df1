using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Tests.Faulty.Sinks;

internal sealed class LosesTheLastRecord : SoundSinkTask
{
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        base.PutAsync([.. records.SkipLast(1)], cancellationToken);
}

internal sealed class NeedsAFirstRecord : SoundSinkTask
{
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        _ = records[0];
        return base.PutAsync(records, cancellationToken);
    }
}

internal sealed class CommitsOneTooMany : SoundSinkTask
{
    public override async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
        (await base.PreCommitAsync(currentOffsets, cancellationToken))
            .ToDictionary(o => o.Key, o => new OffsetAndMetadata(o.Value.Offset + 1));
}

internal sealed class CommitsAnotherPartition : SoundSinkTask
{
    public override async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
        (await base.PreCommitAsync(currentOffsets, cancellationToken))
            .ToDictionary(o => o.Key with { Partition = 0 }, o => o.Value);
}

internal sealed class WritesOnlyWhenStopped : SoundSinkTask
{
    public override ValueTask FlushAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}

internal sealed class RefusesWhatIsThere : SoundSinkTask
{
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        System.IO.File.Exists(File) && System.IO.File.ReadLines(File).Intersect(records.Select(TextOf)).Any()
            ? throw new InvalidOperationException("duplicate key")
            : base.PutAsync(records, cancellationToken);
}

internal sealed class TakesABatchForSeenAfterARestart : SoundSinkTask
{
    private bool restarted;

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await base.StartAsync(settings, cancellationToken);
        restarted = System.IO.File.Exists(File);
    }

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        var seen = restarted;
        restarted = false;
        return seen ? ValueTask.CompletedTask : base.PutAsync(records, cancellationToken);
    }
}

internal sealed class NeedsAReporter : SoundSinkTask
{
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records.Where(record => record.Value is not (null or string)))
        {
            await Context!.ErrantRecordReporter!.ReportAsync(record, new InvalidOperationException("not a string"), cancellationToken);
        }

        await base.PutAsync(records, cancellationToken);
    }
}

internal sealed class NeedsAValue : SoundSinkTask
{
    protected override string TextOf(SinkRecord record) => record.Value!.ToString()!;
}

internal sealed class PutsDeafly : SoundSinkTask
{
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}

internal sealed class SinkTaskThatStopsOnlyWhenStarted : SoundSinkTask
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
        return base.StopAsync(cancellationToken);
    }
}

internal sealed class SinkTaskThatStopsOnlyOnce : SoundSinkTask
{
    private bool stopped;

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(stopped, this);
        stopped = true;
        return base.StopAsync(cancellationToken);
    }
}

internal sealed class SinkTaskThatStaysSubscribed : SoundSinkTask
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Write();
        return base.StartAsync(settings, cancellationToken);
    }
}

internal sealed class WaitsDeaflyForTheSystem : SoundSinkTask
{
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        while (System.IO.File.Exists(File + ".blocked"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        await base.PutAsync(records, cancellationToken);
    }
}
