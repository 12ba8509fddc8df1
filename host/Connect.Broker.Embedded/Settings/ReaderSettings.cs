using System.Xml;

namespace Connect.Broker.Embedded.Settings;

/// <summary>A reader's settings, parsed.</summary>
internal sealed record ReaderSettings(
    string ClientId,
    string? GroupId,
    OffsetReset Reset,
    TimeSpan ResetAge,
    bool ReadCommitted,
    int MaxPollRecords,
    TimeSpan MaxPollInterval,
    bool CreateTopics,
    long FetchMaxBytes,
    int MaxPartitionFetchBytes)
{
    private const string ByDuration = "by_duration:";

    public static ReaderSettings Read(SettingReader reader)
    {
        var (reset, age) = ReadReset(reader);
        return new ReaderSettings(
            reader.Text("client.id") ?? "reader",
            reader.Text("group.id"),
            reset,
            age,
            reader.Choice("isolation.level", "read_uncommitted", "read_committed", "read_uncommitted") == "read_committed",
            reader.Integer("max.poll.records", 500, 1),
            reader.Milliseconds("max.poll.interval.ms", 300_000, 1),
            reader.Flag("allow.auto.create.topics", fallback: true),
            reader.Number("fetch.max.bytes", 52_428_800, 0),
            reader.Integer("max.partition.fetch.bytes", 1_048_576, 0));
    }

    private static (OffsetReset Reset, TimeSpan Age) ReadReset(SettingReader reader)
    {
        const string Name = "auto.offset.reset";
        if (reader.Text(Name) is { } text && text.StartsWith(ByDuration, StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                var age = XmlConvert.ToTimeSpan(text[ByDuration.Length..]);
                if (age >= TimeSpan.Zero)
                {
                    return (OffsetReset.ByAge, age);
                }
            }
            catch (FormatException)
            {
                // Refused below, together with negative ones.
            }

            reader.Refuse(Name, $"The setting {Name} has the value '{text}'; after by_duration: comes an ISO duration such as PT1H.");
            return (OffsetReset.Earliest, default);
        }

        return reader.Choice(Name, "earliest", "earliest", "latest", "none") switch
        {
            "latest" => (OffsetReset.Latest, default),
            "none" => (OffsetReset.None, default),
            _ => (OffsetReset.Earliest, default),
        };
    }
}

/// <summary>Where reading begins without a committed offset, or with one outside the partition.</summary>
internal enum OffsetReset
{
    /// <summary>At the first record there is.</summary>
    Earliest,

    /// <summary>After the last record there is.</summary>
    Latest,

    /// <summary>Nowhere: an error.</summary>
    None,

    /// <summary>At the first record not older than an age.</summary>
    ByAge,
}
