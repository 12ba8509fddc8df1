using Connect.Abi.Configuration;

namespace Connect.Plugins.Example;

/// <summary>
/// The connector's settings. Each is said once, in <see cref="Definition"/>: validation, what REST shows and docs come from there.
/// Nobody else looks up a name.
/// </summary>
internal sealed class LineDirectorySourceConfig
{
    public const string DirectoryConfig = "directory";
    public const string PatternConfig = "pattern";
    public const string TopicConfig = "topic";
    public const string BatchSizeConfig = "batch.size";
    public const string RescanConfig = "rescan.interval.ms";

    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            DirectoryConfig,
            ConfigType.String,
            ConfigDef.NoDefault,
            new NonEmptyString(),
            Importance.High,
            "The directory whose files are read, without those of its subdirectories.")
        .Define(
            TopicConfig,
            ConfigType.String,
            ConfigDef.NoDefault,
            new NonEmptyString(),
            Importance.High,
            "The topic that gets the lines; the key is the name of a line's file.")
        .Define(
            PatternConfig,
            ConfigType.String,
            "*",
            new NonEmptyString(),
            Importance.Medium,
            "Which files are read: a name in which * stands for any characters and ? for one.")
        .Define(
            BatchSizeConfig,
            ConfigType.Int,
            2000,
            ValidRange.AtLeast(1),
            Importance.Low,
            "The most lines that a task reads at a time.")
        .Define(
            RescanConfig,
            ConfigType.Long,
            1000L,
            ValidRange.AtLeast(10),
            Importance.Low,
            "How often the directory is searched for files that came or went, in milliseconds.");

    public LineDirectorySourceConfig(IReadOnlyDictionary<string, string> settings)
    {
        var config = new SimpleConfig(Definition, settings);
        Directory = config.GetString(DirectoryConfig)!;
        Pattern = config.GetString(PatternConfig)!;
        Topic = config.GetString(TopicConfig)!;
        BatchSize = config.GetInt(BatchSizeConfig);
        RescanInterval = TimeSpan.FromMilliseconds(config.GetLong(RescanConfig));
    }

    public string Directory { get; }

    public string Pattern { get; }

    public string Topic { get; }

    public int BatchSize { get; }

    public TimeSpan RescanInterval { get; }

    /// <summary>The files there are now, by name; none while the directory is missing.</summary>
    public IReadOnlyList<string> FindFiles()
    {
        var directory = new DirectoryInfo(Directory);
        return directory.Exists
            ? [.. directory.EnumerateFiles(Pattern).Select(file => file.Name).Order(StringComparer.Ordinal)]
            : [];
    }
}
