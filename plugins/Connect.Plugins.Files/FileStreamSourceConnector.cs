using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Sources;

namespace Connect.Plugins.Files;

/// <summary>Copies the lines of a file, or of the standard input, to a topic, and goes on as the file grows.</summary>
[ContractName("org.apache.kafka.connect.file.FileStreamSourceConnector")]
public sealed class FileStreamSourceConnector : SourceConnector
{
    private IReadOnlyDictionary<string, string> settings = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => FileStreamSourceConfig.Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(FileStreamSourceTask);

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        _ = new FileStreamSourceConfig(settings);
        this.settings = settings;
        return ValueTask.CompletedTask;
    }

    /// <summary>One task, however many there may be: a file is one stream.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks) => [settings];

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Files that are only appended to are read exactly once; the standard input has no positions.</summary>
    /// <inheritdoc/>
    public override ExactlyOnceSupport? ExactlyOnceSupport(IReadOnlyDictionary<string, string> settings) =>
        new FileStreamSourceConfig(settings).FileName is null
            ? Abi.Sources.ExactlyOnceSupport.Unsupported
            : Abi.Sources.ExactlyOnceSupport.Supported;

    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<SourceOffset> offsets, CancellationToken cancellationToken)
    {
        if (new FileStreamSourceConfig(settings).FileName is null)
        {
            throw new ConnectException(
                $"Offsets cannot be modified if the '{FileStreamSourceConfig.File}' configuration is unspecified. "
                + "This is because stdin is used for input and offsets are not tracked.");
        }

        foreach (var (partition, offset) in offsets)
        {
            // Any partition may be reset, so that users can clean up; whether a position fits the file, the task sees when it starts.
            if (offset is not null)
            {
                Check(partition, offset);
            }
        }

        return ValueTask.FromResult(true);
    }

    private static void Check(IReadOnlyDictionary<string, object?>? partition, IReadOnlyDictionary<string, object?> offset)
    {
        const string Position = FileStreamSourceTask.PositionField;
        const string Filename = FileStreamSourceTask.FilenameField;
        if (!offset.TryGetValue(Position, out var value))
        {
            throw new ConnectException($"Offset objects should either be null or contain the key '{Position}'");
        }

        if (value is not long position)
        {
            throw new ConnectException(
                $"The value for the '{Position}' key in the offset is expected to be a Long value, but is {value ?? "null"}");
        }

        if (position < 0)
        {
            throw new ConnectException(
                $"The value for the '{Position}' key in the offset should be a non-negative value, but is {value}");
        }

        if (partition is null)
        {
            throw new ConnectException("Partition objects cannot be null");
        }

        if (!partition.ContainsKey(Filename))
        {
            throw new ConnectException($"Partition objects should contain the key '{Filename}'");
        }
    }
}
