using System.Globalization;

namespace Connect.Broker.Embedded.Settings;

/// <summary>A topic's settings, parsed.</summary>
internal sealed class TopicSettings
{
    private const long DayMilliseconds = 86_400_000;

    /// <summary>All settings a topic can have, with Kafka's defaults. Those of segments, copies and compression have no effect here.</summary>
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = "delete",
        ["compression.gzip.level"] = "-1",
        ["compression.lz4.level"] = "9",
        ["compression.type"] = "producer",
        ["compression.zstd.level"] = "3",
        ["delete.retention.ms"] = "86400000",
        ["errors.deadletterqueue.group.enable"] = "false",
        ["file.delete.delay.ms"] = "60000",
        ["flush.messages"] = "9223372036854775807",
        ["flush.ms"] = "9223372036854775807",
        ["follower.replication.throttled.replicas"] = string.Empty,
        ["index.interval.bytes"] = "4096",
        ["internal.segment.bytes"] = string.Empty,
        ["leader.replication.throttled.replicas"] = string.Empty,
        ["local.retention.bytes"] = "-2",
        ["local.retention.ms"] = "-2",
        ["max.compaction.lag.ms"] = "9223372036854775807",
        ["max.message.bytes"] = "1048588",
        ["message.timestamp.after.max.ms"] = "3600000",
        ["message.timestamp.before.max.ms"] = "9223372036854775807",
        ["message.timestamp.type"] = "CreateTime",
        ["min.cleanable.dirty.ratio"] = "0.5",
        ["min.compaction.lag.ms"] = "0",
        ["min.insync.replicas"] = "1",
        ["preallocate"] = "false",
        ["remote.log.copy.disable"] = "false",
        ["remote.log.delete.on.disable"] = "false",
        ["remote.storage.enable"] = "false",
        ["retention.bytes"] = "-1",
        ["retention.ms"] = "604800000",
        ["segment.bytes"] = "1073741824",
        ["segment.index.bytes"] = "10485760",
        ["segment.jitter.ms"] = "0",
        ["segment.ms"] = "604800000",
        ["unclean.leader.election.enable"] = "false",
    };

    private TopicSettings(IReadOnlyDictionary<string, string> given, SettingReader reader)
    {
        Given = given;
        var policies = (reader.Text("cleanup.policy") ?? Defaults["cleanup.policy"])
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Compacts = policies.Contains("compact");
        Deletes = policies.Contains("delete");
        if (policies.Any(p => p is not ("compact" or "delete")))
        {
            reader.Refuse("cleanup.policy", $"The setting cleanup.policy has the value '{reader.Text("cleanup.policy")}'; allowed are compact and delete, or both with a comma.");
        }

        AppendTime = reader.Choice("message.timestamp.type", "CreateTime", "CreateTime", "LogAppendTime") == "LogAppendTime";
        RetentionMilliseconds = reader.Number("retention.ms", 7 * DayMilliseconds, -1);
        RetentionBytes = reader.Number("retention.bytes", -1, -1);
        TombstoneMilliseconds = reader.Number("delete.retention.ms", DayMilliseconds, 0);
        CompactionLagMilliseconds = reader.Number("min.compaction.lag.ms", 0, 0);
        MaximalCompactionLagMilliseconds = reader.Number("max.compaction.lag.ms", long.MaxValue, 1);
        MaximalMessageBytes = reader.Integer("max.message.bytes", 1_048_588, 0);
        DirtyRatio = 0.5;
        if (reader.Text("min.cleanable.dirty.ratio") is { } ratio)
        {
            if (double.TryParse(ratio, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            {
                DirtyRatio = value;
            }
            else
            {
                reader.Refuse("min.cleanable.dirty.ratio", $"The setting min.cleanable.dirty.ratio has the value '{ratio}'; it must be a number from 0 to 1.");
            }
        }
    }

    public IReadOnlyDictionary<string, string> Given { get; }

    public bool Compacts { get; }

    public bool Deletes { get; }

    public bool AppendTime { get; }

    public long RetentionMilliseconds { get; }

    public long RetentionBytes { get; }

    public long TombstoneMilliseconds { get; }

    public long CompactionLagMilliseconds { get; }

    public long MaximalCompactionLagMilliseconds { get; }

    public int MaximalMessageBytes { get; }

    public double DirtyRatio { get; }

    /// <summary>Parses a topic's settings.</summary>
    /// <exception cref="BrokerException">A name is unknown or a value is not allowed.</exception>
    public static TopicSettings Parse(string topic, IReadOnlyDictionary<string, string> given)
    {
        foreach (var name in given.Keys)
        {
            if (!Defaults.ContainsKey(name))
            {
                throw new BrokerException(
                    BrokerErrorCode.Invalid, $"The topic {topic} can't have the setting {name}: there is no topic setting of this name.");
            }
        }

        var reader = new SettingReader(given);
        var settings = new TopicSettings(given, reader);
        return reader.Findings.Count == 0
            ? settings
            : throw new BrokerException(
                BrokerErrorCode.Invalid, $"The settings of the topic {topic} are not allowed. {string.Join(" ", reader.Findings.Select(f => f.Message))}");
    }

    /// <summary>All settings, with the defaults where none were given.</summary>
    public IReadOnlyDictionary<string, string> Effective()
    {
        var all = new Dictionary<string, string>(Defaults, StringComparer.Ordinal);
        all.Remove("internal.segment.bytes");
        foreach (var (name, value) in Given)
        {
            all[name] = value;
        }

        return all;
    }
}
