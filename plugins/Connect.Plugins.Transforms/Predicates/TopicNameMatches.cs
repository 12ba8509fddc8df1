using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Patterns;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms.Predicates;

/// <summary>True for records whose topic, all of it, matches a regular expression. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.predicates.TopicNameMatches")]
public sealed class TopicNameMatches : IPredicate
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "pattern",
            ConfigType.String,
            ConfigDef.NoDefault,
            CompositeValidator.Of(new NonEmptyString(), SettingRules.Pattern),
            Importance.Medium,
            "The regular expression, in Java's dialect.");

    private readonly TopicCache<bool> matches;
    private JavaPattern pattern = JavaPattern.Parse(string.Empty);

    /// <summary>Makes one.</summary>
    public TopicNameMatches() => matches = new TopicCache<bool>(topic => pattern.Matches(topic));

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) =>
        pattern = JavaPattern.Parse(new SimpleConfig(Definition, settings).Text("pattern"));

    /// <inheritdoc/>
    public bool Test(ConnectRecord record) => record.Topic is { } topic && matches.Get(topic);
}
