using System.Reflection;

namespace Connect.PluginLoading.Scanning;

/// <summary>
/// The assemblies that the host and all plugins have in common, the one list of them: the ABI, and what its public signatures
/// expose. Two copies of one of these would be two sets of types that don't fit each other; a plugin's own copies are passed over.
/// </summary>
internal static class SharedAssemblies
{
    public const string Abi = "Connect.Abi";

    public static readonly IReadOnlyList<string> Names =
    [
        Abi,
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
    ];

    /// <summary>The version of the host's own; null where the host has none.</summary>
    public static Version? VersionOf(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name)).GetName().Version;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public static bool Contains(string? name)
    {
        foreach (var shared in Names)
        {
            if (string.Equals(shared, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
