using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Connect.PluginLoading.Isolation;

/// <summary>Which load contexts are plugins'. Holds none of them.</summary>
internal static class PluginContexts
{
    private static readonly ConditionalWeakTable<AssemblyLoadContext, string> Locations = [];

    /// <summary>Remembers a plugin's context.</summary>
    public static void Add(AssemblyLoadContext context, string location) => Locations.AddOrUpdate(context, location);

    /// <summary>The place of the plugin that an assembly belongs to; null for none.</summary>
    public static string? LocationOf(Assembly assembly) =>
        AssemblyLoadContext.GetLoadContext(assembly) is { } context && Locations.TryGetValue(context, out var location) ? location : null;
}
