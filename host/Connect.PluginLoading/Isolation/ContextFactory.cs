using System.Reflection;
using System.Runtime.Loader;
using Connect.PluginLoading.Scanning;
using McMaster.NETCore.Plugins;

namespace Connect.PluginLoading.Isolation;

/// <summary>Makes the load context that isolates a plugin.</summary>
internal static class ContextFactory
{
    /// <summary>Makes one.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="root">The folder that the plugin's files are below.</param>
    /// <param name="needs">What the plugin needs.</param>
    /// <param name="shipsWithHost">Whether it is the host's own: never unloaded, and on the way to the worker's first answer.</param>
    public static AssemblyLoadContext Create(string name, string root, LoadingNeeds needs, bool shipsWithHost)
    {
        if (shipsWithHost || ReasonForOwn(needs) is not null)
        {
            return new PluginLoadContext(name, root, needs, isCollectible: !shipsWithHost);
        }

        return PluginLoader.CreateFromAssemblyFile(Path.Combine(root, needs.Main!), config =>
        {
            config.IsUnloadable = true;
            config.PreferSharedTypes = false;
            config.LoadInMemory = false;
            foreach (var shared in SharedAssemblies.Names)
            {
                config.SharedAssemblies.Add(new AssemblyName(shared));
            }
        }).LoadContext;
    }

    /// <summary>Why a plugin needs our own context: what the general one would do wrong with it. Null where it does right.</summary>
    public static string? ReasonForOwn(LoadingNeeds needs)
    {
        if (needs.Main is null || needs.Folders.Count != 1)
        {
            return "its assemblies lie in several folders";
        }

        if (needs.LoadsByName)
        {
            return "it may ask by name for assemblies that only the host has";
        }

        foreach (var reference in needs.References)
        {
            if (SharedAssemblies.Contains(reference.Name) && SharedAssemblies.VersionOf(reference.Name) is { } shared && reference.Version > shared)
            {
                return $"it was built against {reference.Name} {reference.Version}, which is newer than the host's";
            }

            if (PluginLoadContext.KeepsTypes(reference.Name))
            {
                return $"it uses {reference.Name}, which would keep its types for ever if it were the host's";
            }

            if (!SharedAssemblies.Contains(reference.Name) && !PlatformAssemblies.InFramework(reference.Name))
            {
                return $"it refers to {reference.Name}, which it does not carry";
            }
        }

        foreach (var assembly in needs.Assemblies)
        {
            if (!SharedAssemblies.Contains(assembly) && PlatformAssemblies.InFramework(assembly))
            {
                return $"it carries its own {assembly}, which the shared framework has too";
            }
        }

        if (needs.HasPlatformFiles && !needs.HasDependencyFile)
        {
            return "it has files for each platform and no dependency file that says which is for this one";
        }

        foreach (var library in needs.NativeLibraries)
        {
            if (PluginLoadContext.NativeFile(library, PlatformAssemblies.HostNativeFolders) is not null)
            {
                return $"it names the native library {library}, which the host has for itself";
            }
        }

        return null;
    }
}
