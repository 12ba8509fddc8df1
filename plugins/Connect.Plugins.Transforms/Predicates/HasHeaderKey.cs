using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms.Predicates;

/// <summary>True for records that have a header of a name. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.predicates.HasHeaderKey")]
public sealed class HasHeaderKey : IPredicate
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("name", ConfigType.String, ConfigDef.NoDefault, new NonEmptyString(), Importance.Medium, "The header's name.");

    private string name = string.Empty;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) => name = new SimpleConfig(Definition, settings).Text("name");

    /// <inheritdoc/>
    public bool Test(ConnectRecord record) => record.HasHeaders && record.Headers.LastWithName(name) is not null;
}
