using Connect.Abi.Configuration;

namespace Connect.Plugins.Example;

/// <summary>The settings of <see cref="LineDirectorySourceConnector"/>.</summary>
internal sealed class LineDirectorySourceConfig
{
    public const string DirectorySetting = "directory";
    public const string TopicSetting = "topic";
    public const string BatchSizeSetting = "batch.size";

    /// <summary>A task's own: the files that it reads, one a line.</summary>
    public const string FilesSetting = "files";

    public LineDirectorySourceConfig(IReadOnlyDictionary<string, string> settings)
    {
        var values = Definition.Parse(settings);
        Directory = (string)values[DirectorySetting]!;
        Topic = (string)values[TopicSetting]!;
        BatchSize = (int)values[BatchSizeSetting]!;
        Files = settings.TryGetValue(FilesSetting, out var files) ? files.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    public static ConfigDef Definition { get; } = new ConfigDef()
        .Define(DirectorySetting, ConfigType.String, ConfigDef.NoDefault, new NonEmptyString(), Importance.High, "The folder whose files are read.")
        .Define(TopicSetting, ConfigType.String, ConfigDef.NoDefault, new NonEmptyString(), Importance.High, "The topic that the lines go to.")
        .Define(BatchSizeSetting, ConfigType.Int, 1000, ValidRange.AtLeast(1), Importance.Low, "How many lines one poll returns at most.");

    public string Directory { get; }

    public string Topic { get; }

    public int BatchSize { get; }

    public IReadOnlyList<string> Files { get; }
}
