using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms;

/// <summary>Removes headers by their names. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.DropHeaders")]
public sealed class DropHeaders : ITransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "headers",
            ConfigType.List,
            ConfigDef.NoDefault,
            ValidList.AnyNonDuplicateValues(false, false),
            Importance.High,
            "The names of the headers to remove.");

    private HashSet<string> names = [];

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) =>
        names = [.. new SimpleConfig(Definition, settings).GetList("headers")];

    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record)
    {
        if (!HasAny(record))
        {
            return record;
        }

        var kept = new Headers();
        foreach (var header in record.Headers)
        {
            if (!names.Contains(header.Key))
            {
                kept.Add(header);
            }
        }

        return record.NewRecord(
            record.Topic, record.KafkaPartition, record.KeySchema, record.Key, record.ValueSchema, record.Value, record.Timestamp, kept);
    }

    private bool HasAny(ConnectRecord record)
    {
        if (record.HasHeaders)
        {
            foreach (var header in record.Headers)
            {
                if (names.Contains(header.Key))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
