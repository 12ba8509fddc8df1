namespace Connect.PluginLoading.Scanning;

/// <summary>
/// Which of a plugin's files are its assemblies: those in its folder and in its <c>lib/</c>; all of that below a single top folder
/// as Connect's component archives have it. Resources and files of one platform (<c>de/</c>, <c>runtimes/</c>) lie deeper.
/// </summary>
internal sealed class PluginLayout
{
    private PluginLayout(string top, IReadOnlyList<string> assemblies)
    {
        Top = top;
        Assemblies = assemblies;
    }

    /// <summary>The single top folder with a slash at its end, or nothing.</summary>
    public string Top { get; }

    /// <summary>The paths of the assemblies.</summary>
    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>The path that a component archive's manifest would have.</summary>
    public string Manifest => Top + "manifest.json";

    public static PluginLayout Of(IReadOnlyList<string> paths)
    {
        var found = Below(string.Empty, paths);
        if (found.Count > 0)
        {
            return new PluginLayout(string.Empty, found);
        }

        var top = SingleTop(paths);
        return new PluginLayout(top, top.Length == 0 ? [] : Below(top, paths));
    }

    private static List<string> Below(string top, IReadOnlyList<string> paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (!path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || !path.StartsWith(top, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = path.AsSpan(top.Length);
            if (rest.StartsWith("lib/"))
            {
                rest = rest[4..];
            }

            if (!rest.Contains('/'))
            {
                found.Add(path);
            }
        }

        return found;
    }

    private static string SingleTop(IReadOnlyList<string> paths)
    {
        string? top = null;
        foreach (var path in paths)
        {
            var end = path.IndexOf('/', StringComparison.Ordinal) + 1;
            if (end == 0 || path.StartsWith("__MACOSX/", StringComparison.Ordinal))
            {
                continue;
            }

            top ??= path[..end];
            if (!path.StartsWith(top, StringComparison.Ordinal))
            {
                return string.Empty;
            }
        }

        return top ?? string.Empty;
    }
}
