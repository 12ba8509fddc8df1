using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Adds a header with a fixed value to each record. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.InsertHeader")]
public sealed class InsertHeader : ITransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("header", ConfigType.String, ConfigDef.NoDefault, new NonNullValidator(), Importance.High, "The header's name.")
        .Define(
            "value.literal",
            ConfigType.String,
            ConfigDef.NoDefault,
            new NonNullValidator(),
            Importance.High,
            "The header's value. What looks like a number, boolean, date, list or map becomes one.");

    private Header? header;

    // What records without headers get: copies share it until they are changed.
    private Headers? alone;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        var (schema, value) = Values.ParseString(parsed.Text("value.literal"));
        header = new Header(parsed.Text("header"), schema, value);
        alone = new Headers().Add(header);
    }

    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record)
    {
        var headers = record.HasHeaders ? record.Headers.Duplicate().Add(header!) : alone!.Duplicate();
        return record.NewRecord(
            record.Topic,
            record.KafkaPartition,
            record.KeySchema,
            record.Key,
            record.ValueSchema,
            record.Value,
            record.Timestamp,
            headers);
    }
}
