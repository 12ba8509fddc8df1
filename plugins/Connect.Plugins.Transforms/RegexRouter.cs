using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Patterns;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Renames a record's topic where all of it matches a regular expression. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.RegexRouter")]
public sealed class RegexRouter : ITransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "regex",
            ConfigType.String,
            ConfigDef.NoDefault,
            SettingRules.Pattern,
            Importance.High,
            "The regular expression, in Java's dialect.")
        .Define(
            "replacement",
            ConfigType.String,
            Importance.High,
            "What the first match in the topic is replaced by; $1 or ${name} stands for a group of the regular expression.");

    private readonly TopicCache<string> routes;
    private JavaPattern pattern = JavaPattern.Parse(string.Empty);
    private JavaReplacement? replacement;

    /// <summary>Makes one.</summary>
    public RegexRouter() => routes = new TopicCache<string>(Route);

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        pattern = JavaPattern.Parse(parsed.Text("regex"));
        replacement = new JavaReplacement(parsed.Text("replacement"), pattern.Groups, pattern.GroupNames);
    }

    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record)
    {
        var topic = routes.Get(record.Topic);
        return ReferenceEquals(topic, record.Topic) || topic == record.Topic
            ? record
            : record.NewRecord(
                topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp);
    }

    private string Route(string topic) => pattern.Matches(topic) ? pattern.ReplaceFirst(topic, replacement!) : topic;
}
