using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Connect.PluginLoading.Scanning;

namespace Connect.PluginLoading.Isolation;

/// <summary>
/// The load context for the plugins that a general one would not isolate; <c>docs/decisions/0001-load-contexts.md</c> says which.
/// Shared assemblies are the host's; everything else comes from the plugin or the shared framework; what only the host has is
/// refused, never handed out in silence.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private static readonly string[] NativeExtensions =
        OperatingSystem.IsWindows() ? [".dll", ""] : OperatingSystem.IsMacOS() ? [".dylib", ""] : [".so", ""];

    private static readonly string[] NativePrefixes = OperatingSystem.IsWindows() ? [""] : ["lib", ""];

    private readonly string[] _folders;
    private readonly string[] _platformFolders;
    private readonly AssemblyDependencyResolver? _resolver;

    /// <summary>Makes the context of a plugin.</summary>
    /// <param name="name">The name to show.</param>
    /// <param name="root">The folder that the plugin's files are below.</param>
    /// <param name="needs">What the plugin needs.</param>
    /// <param name="isCollectible">Whether it can be unloaded.</param>
    public PluginLoadContext(string name, string root, LoadingNeeds needs, bool isCollectible)
        : base(name, isCollectible)
    {
        _folders = [.. needs.Folders.Select(folder => Path.Combine(root, folder))];
        _platformFolders = needs.HasPlatformFiles ? [.. _folders.SelectMany(PlatformFolders)] : [];
        if (needs is { HasDependencyFile: true, HasPlatformFiles: true, Main: { } main })
        {
            _resolver = new AssemblyDependencyResolver(Path.Combine(root, main));
        }
    }

    /// <summary>
    /// Whether an assembly of the shared framework keeps the types that it meets for ever, in tables that nobody can clear for one plugin:
    /// a plugin that uses it gets one of its own, which goes with it. What it offers is never part of what plugins and host exchange.
    /// </summary>
    public static bool KeepsTypes(string assembly) => assembly == "Microsoft.CSharp";

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name)
        {
            return null;
        }

        if (SharedAssemblies.Contains(name))
        {
            // Whatever version it was built against.
            return Default.LoadFromAssemblyName(new AssemblyName(name));
        }

        if (PathOf(assemblyName, name) is { } path)
        {
            return LoadFromAssemblyPath(path);
        }

        if (IsCollectible && KeepsTypes(name))
        {
            return LoadFromAssemblyPath(PlatformAssemblies.FrameworkPath(name));
        }

        if (PlatformAssemblies.InHostOnly(name))
        {
            throw new FileNotFoundException(
                $"{name} is not in the plugin. The worker has one for itself, which plugins don't get: put {name}.dll into the plugin.",
                assemblyName.FullName);
        }

        return null;
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        if (_resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } resolved)
        {
            return LoadUnmanagedDllFromPath(resolved);
        }

        if (NativeFile(unmanagedDllName, _folders) is { } own)
        {
            return LoadUnmanagedDllFromPath(own);
        }

        if (NativeFile(unmanagedDllName, _platformFolders) is { } platform)
        {
            return LoadUnmanagedDllFromPath(platform);
        }

        if (NativeFile(unmanagedDllName, PlatformAssemblies.HostNativeFolders) is not null)
        {
            throw new DllNotFoundException(
                $"The native library {unmanagedDllName} is not in the plugin. The worker has one for itself, which plugins don't get: put it into the plugin.");
        }

        return IntPtr.Zero;
    }

    /// <summary>The file in one of some folders that the runtime would take for a native library's name.</summary>
    public static string? NativeFile(string library, IReadOnlyList<string> folders)
    {
        if (Path.GetFileName(library) != library)
        {
            return null;
        }

        foreach (var folder in folders)
        {
            foreach (var extension in NativeExtensions)
            {
                foreach (var prefix in NativePrefixes)
                {
                    var file = Path.Combine(folder, prefix + library + extension);
                    if (File.Exists(file))
                    {
                        return file;
                    }
                }
            }
        }

        return null;
    }

    private string? PathOf(AssemblyName assemblyName, string name)
    {
        if (_resolver?.ResolveAssemblyToPath(assemblyName) is { } resolved)
        {
            return resolved;
        }

        var culture = assemblyName.CultureName;
        var file = string.IsNullOrEmpty(culture) ? name + ".dll" : Path.Combine(culture, name + ".dll");
        foreach (var folder in _folders)
        {
            var path = Path.Combine(folder, file);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static IEnumerable<string> PlatformFolders(string folder)
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string[] identifiers = [RuntimeInformation.RuntimeIdentifier, $"{system}-{architecture}", system, "unix", "any"];
        foreach (var identifier in identifiers)
        {
            var native = Path.Combine(folder, "runtimes", identifier, "native");
            if ((identifier != "unix" || !OperatingSystem.IsWindows()) && Directory.Exists(native))
            {
                yield return native;
            }
        }
    }
}
