using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms;

/// <summary>Drops every record; used with a predicate, those that it chooses.</summary>
[ContractName("org.apache.kafka.connect.transforms.Filter")]
public sealed class Filter : ITransformation
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
    public ConnectRecord? Apply(ConnectRecord record) => null;
}
