using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace TestPlugins.Libraries;

/// <summary>True of every record.</summary>
[PluginVersion("1.0.0")]
public sealed class LibraryRecords : IPredicate
{
    public ConfigDef ConfigDef { get; } = new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool Test(ConnectRecord record) => true;
}
