using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Dates;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Names a record's topic after its timestamp. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.TimestampRouter")]
public sealed class TimestampRouter : ITransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "topic.format",
            ConfigType.String,
            "${topic}-${timestamp}",
            Importance.High,
            "The new topic; ${topic} stands for the old one and ${timestamp} for the record's timestamp.")
        .Define(
            "timestamp.format",
            ConfigType.String,
            "yyyyMMdd",
            Importance.High,
            "How the timestamp is written: a pattern in the dialect of Java's SimpleDateFormat.");

    private string topicFormat = string.Empty;
    private string timestampFormat = string.Empty;
    private DatePattern? pattern;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        topicFormat = parsed.Text("topic.format");
        timestampFormat = parsed.Text("timestamp.format");
        pattern = null;
    }

    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record)
    {
        if (record.Timestamp is not { } timestamp)
        {
            throw new DataException($"Timestamp missing on record: {record}");
        }

        var topic = topicFormat.Replace("${topic}", record.Topic, StringComparison.Ordinal)
            .Replace("${timestamp}", Pattern().Format(timestamp), StringComparison.Ordinal);
        return topic == record.Topic
            ? record
            : record.NewRecord(
                topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp);
    }

    // A malformed pattern shows with the first record, as it does in Java.
    private DatePattern Pattern()
    {
        try
        {
            return pattern ??= DatePattern.Parse(timestampFormat, DateTimeOffset.UnixEpoch);
        }
        catch (FormatException e)
        {
            throw new ConfigException("timestamp.format", timestampFormat, e.Message);
        }
    }
}
