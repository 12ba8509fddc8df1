using System.Text.Json;
using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Tests.Faulty.Sources;

/// <summary>Does not hear its token, but ends when it is stopped from another thread.</summary>
internal sealed class EndsItsPollWhenStopped : SoundSourceTask
{
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        stopped.TrySetResult();
        return base.StopAsync(cancellationToken);
    }

    protected override Task WaitAsync(CancellationToken cancellationToken) => stopped.Task;
}

/// <summary>Has System.Text.Json look at a class of its own, which that remembers.</summary>
internal sealed class WritesJson : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index) =>
        base.RecordOf(JsonSerializer.Serialize(new Line(line)), index);

    private sealed record Line(string Text);
}

/// <summary>Uses <c>dynamic</c>, whose binder remembers types too.</summary>
internal sealed class BindsDynamically : SoundSourceTask
{
    protected override SourceRecord RecordOf(string line, int index)
    {
        dynamic own = new Line(line);
        return base.RecordOf((string)own.Text, index);
    }

    internal sealed record Line(string Text);
}

/// <summary>Makes records without end, a few a poll.</summary>
internal sealed class CountsOn : SoundSourceTask
{
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        SourceRecord[] records = [.. Enumerable.Range(0, 3).Select(i => RecordOf("tick", i))];
        Position += records.Length;
        return records;
    }
}
