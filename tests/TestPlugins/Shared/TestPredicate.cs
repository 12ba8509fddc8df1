using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace TestPlugins.Shared;

/// <summary>A predicate that needs nothing; what a plugin has to tell it tells by <see cref="object.ToString"/>.</summary>
public abstract class TestPredicate : IPredicate
{
    public ConfigDef ConfigDef { get; } = new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool Test(ConnectRecord record) => true;
}
