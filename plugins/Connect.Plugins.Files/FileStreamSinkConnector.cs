using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Sinks;

namespace Connect.Plugins.Files;

/// <summary>Writes the values of records as lines to a file or to the standard output.</summary>
[ContractName("org.apache.kafka.connect.file.FileStreamSinkConnector")]
public sealed class FileStreamSinkConnector : SinkConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => FileStreamSinkConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(FileStreamSinkTask);

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        _ = new FileStreamSinkConfig(settings);
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    /// <summary>As many tasks as there may be, all appending to one file.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) =>
        [.. Enumerable.Range(0, maxTasks).Select(_ => new Dictionary<string, string>(settings))];

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Nothing to check: the positions are the log's alone.</summary>
    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<TopicPartition, long?> offsets,
        CancellationToken cancellationToken) =>
        ValueTask.FromResult(true);
}
