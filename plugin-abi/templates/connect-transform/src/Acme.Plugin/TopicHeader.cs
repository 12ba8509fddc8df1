using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Acme.Plugin;

/// <summary>Puts the name of a record's topic into a header.</summary>
public sealed class TopicHeader : ITransformation
{
    private const string HeaderConfig = "header";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(HeaderConfig, ConfigType.String, "topic", new NonEmptyString(), Importance.Medium, "The header's name.");

    private string header = string.Empty;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) => header = new SimpleConfig(Definition, settings).GetString(HeaderConfig)!;

    /// <summary>Makes a new record: the one that comes in may be somebody else's too.</summary>
    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record) => record.NewRecord(
        record.Topic,
        record.KafkaPartition,
        record.KeySchema,
        record.Key,
        record.ValueSchema,
        record.Value,
        record.Timestamp,
        record.Headers.Duplicate().Add(new Header(header, Schema.String, record.Topic)));
}
