using System.Reflection;
using Connect.Abi;

namespace Connect.Plugins.Transforms.Tests;

/// <summary>The plugin's classes by their contract names.</summary>
internal static class PluginClasses
{
    private static readonly Dictionary<string, Type> ByName = typeof(HoistField).Assembly.GetTypes()
        .Select(type => (Type: type, Name: type.GetCustomAttribute<ContractNameAttribute>()?.Name))
        .Where(found => found.Name is not null)
        .ToDictionary(found => found.Name!, found => found.Type, StringComparer.Ordinal);

    public static T Make<T>(string name)
    {
        Assert.True(ByName.TryGetValue(name, out var type), $"No class has the contract name {name}");
        return (T)Activator.CreateInstance(type)!;
    }
}
