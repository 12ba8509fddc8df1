using Connect.Abi.Configuration;

namespace Connect.Plugins.Files;

/// <summary>The settings of the file source.</summary>
internal sealed class FileStreamSourceConfig
{
    public const string File = "file";
    public const string Topic = "topic";
    public const string BatchSize = "batch.size";

    /// <summary>The definition; one for the connector and its task.</summary>
    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            File, ConfigType.String, null, Importance.High, "Source filename. If not specified, the standard input will be used")
        .Define(
            Topic, ConfigType.String, ConfigDef.NoDefault, new NonEmptyString(), Importance.High, "The topic to publish data to")
        .Define(
            BatchSize,
            ConfigType.Int,
            2000,
            Importance.Low,
            "The maximum number of records the source task can read from the file each time it is polled");

    public FileStreamSourceConfig(IReadOnlyDictionary<string, string> settings)
    {
        var config = new SimpleConfig(Definition, settings);
        FileName = config.GetString(File) is { Length: > 0 } name ? name : null;
        TopicName = config.GetString(Topic)!;
        MaxBatch = Math.Max(1, config.GetInt(BatchSize));
    }

    /// <summary>The file; null for the standard input.</summary>
    public string? FileName { get; }

    public string TopicName { get; }

    public int MaxBatch { get; }
}
