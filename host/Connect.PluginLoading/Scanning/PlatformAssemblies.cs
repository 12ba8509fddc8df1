namespace Connect.PluginLoading.Scanning;

/// <summary>Which assemblies the process can load by itself belong to the shared framework, and which to the host alone.</summary>
internal static class PlatformAssemblies
{
    private static readonly Lazy<Names> Known = new(Read);
    private static readonly Lazy<IReadOnlyList<string>> NativeFolders = new(ReadNativeFolders);

    /// <summary>Whether the shared framework has an assembly of this name.</summary>
    public static bool InFramework(string name) => Known.Value.Framework.Contains(name);

    /// <summary>Whether only the host has an assembly of this name: plugins must not see it.</summary>
    public static bool InHostOnly(string name) => Known.Value.Host.Contains(name);

    /// <summary>The file of an assembly that is in the base of the shared framework.</summary>
    public static string FrameworkPath(string name) => Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll");

    /// <summary>The folders from which the runtime would load the host's own native libraries for anybody who asks.</summary>
    public static IReadOnlyList<string> HostNativeFolders => NativeFolders.Value;

    private static string[] ReadNativeFolders()
    {
        var shared = SharedFolder();
        var searched = (string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? string.Empty;
        return
        [
            .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Append(AppContext.BaseDirectory)
                .Where(folder => !folder.StartsWith(shared, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static string SharedFolder()
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetDirectoryName(Path.GetDirectoryName(core)) ?? core;
    }

    private static Names Read()
    {
        var framework = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var host = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty;
        var shared = SharedFolder();
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (path.StartsWith(shared, StringComparison.Ordinal) && !path.StartsWith(own, StringComparison.Ordinal))
            {
                framework.Add(name);
                folders.Add(Path.GetDirectoryName(path)!);
            }
            else
            {
                host.Add(name);
            }
        }

        // The host may carry a newer build of an assembly that the shared framework has too: plugins may count on that one.
        framework.UnionWith(host.Where(name => folders.Any(folder => File.Exists(Path.Combine(folder, name + ".dll")))));
        host.ExceptWith(framework);
        return new Names(framework, host);
    }

    private sealed record Names(HashSet<string> Framework, HashSet<string> Host);
}
