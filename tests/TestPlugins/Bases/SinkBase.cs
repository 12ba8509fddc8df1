using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Sinks;

namespace TestPlugins.Bases;

/// <summary>A base several steps away from the ABI, behind type arguments.</summary>
public abstract class SinkBase<TTask> : SinkConnector
    where TTask : SinkTask
{
    public override ConfigDef ConfigDef { get; } = new();

    public override Type TaskClass => typeof(TTask);

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [];

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>One step nearer.</summary>
public abstract class QuietSinkBase : SinkBase<QuietSinkTask>;

/// <summary>Takes everything.</summary>
public class QuietSinkTask : SinkTask
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
