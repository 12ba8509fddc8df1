using Connect.Abi.Configuration;

namespace Acme.Plugin;

/// <summary>The settings, each said once: validation, what REST shows and the docs come from here.</summary>
internal sealed class TickSourceConfig
{
    public const string TopicConfig = "topic";
    public const string IntervalConfig = "interval.ms";

    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(TopicConfig, ConfigType.String, ConfigDef.NoDefault, new NonEmptyString(), Importance.High, "The topic that gets the ticks.")
        .Define(IntervalConfig, ConfigType.Long, 1000L, ValidRange.AtLeast(1), Importance.Medium, "The time between two ticks, in milliseconds.");

    public TickSourceConfig(IReadOnlyDictionary<string, string> settings)
    {
        var config = new SimpleConfig(Definition, settings);
        Topic = config.GetString(TopicConfig)!;
        Interval = TimeSpan.FromMilliseconds(config.GetLong(IntervalConfig));
    }

    public string Topic { get; }

    public TimeSpan Interval { get; }
}
