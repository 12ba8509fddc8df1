using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms.Predicates;

/// <summary>True for records whose value is null. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.predicates.RecordIsTombstone")]
public sealed class RecordIsTombstone : IPredicate
{
    private static readonly ConfigDef Definition = new();

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        // There is nothing to configure.
    }

    /// <inheritdoc/>
    public bool Test(ConnectRecord record) => record.Value is null;
}
