using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace TestPlugins.Counting;

public sealed class CountingSourceTask : SourceTask
{
    private static readonly Dictionary<string, object?> Partition = new() { ["counter"] = "only" };
    private string topic = "";
    private long next;

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        topic = settings[CountingSourceConnector.TopicConfig];
        var stored = await Context!.OffsetStorageReader.OffsetsAsync([Partition], cancellationToken).ConfigureAwait(false);
        next = stored[0].Offset?.GetValueOrDefault("next") as long? ?? 0;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var number = next++;
        return
        [
            new SourceRecord(
                Partition, new Dictionary<string, object?> { ["next"] = next }, topic, Schema.String, CountingSourceConnector.Write(number)),
        ];
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
