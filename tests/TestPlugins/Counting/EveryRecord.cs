using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace TestPlugins.Counting;

/// <summary>True of every record.</summary>
[PluginVersion(CountingSourceConnector.Version)]
public sealed class EveryRecord : IPredicate
{
    public ConfigDef ConfigDef { get; } = new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool Test(ConnectRecord record) => true;
}
