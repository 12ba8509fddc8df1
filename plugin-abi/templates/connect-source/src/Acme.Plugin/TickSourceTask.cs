using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace Acme.Plugin;

/// <summary>Numbers the ticks; after a restart it goes on behind the last one whose record was acknowledged.</summary>
public sealed class TickSourceTask : SourceTask
{
    private const string ClockField = "clock";
    private const string NumberField = "number";

    // What is read: the worker keeps an offset for each of these.
    private static readonly Dictionary<string, object?> Partition = new() { [ClockField] = "system" };
    private readonly TimeProvider time;
    private TickSourceConfig? config;
    private long next;

    /// <summary>Made by the worker.</summary>
    public TickSourceTask()
        : this(TimeProvider.System)
    {
    }

    internal TickSourceTask(TimeProvider time) => this.time = time;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        config = new TickSourceConfig(settings);
        var stored = await Context!.OffsetStorageReader.OffsetsAsync([Partition], cancellationToken).ConfigureAwait(false);
        next = stored[0].Offset?.GetValueOrDefault(NumberField) is long number ? number + 1 : 0;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        // The token ends the wait when the task stops.
        await Task.Delay(config!.Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var number = next++;
        var offset = new Dictionary<string, object?> { [NumberField] = number };
        return [new SourceRecord(Partition, offset, config.Topic, null, null, null, Schema.String, $"tick {number} at {time.GetUtcNow():O}")];
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
