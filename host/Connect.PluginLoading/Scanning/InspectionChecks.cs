namespace Connect.PluginLoading.Scanning;

/// <summary>What would go wrong with a plugin that can be read.</summary>
internal static class InspectionChecks
{
    /// <summary>Its classes.</summary>
    public static void Classes(ScannedPlugin scan, List<string> errors, List<string> warnings)
    {
        foreach (var passed in scan.PassedOver.Where(passed => !passed.IsExpected || scan.Classes.Count == 0))
        {
            (scan.Classes.Count == 0 ? errors : warnings).Add($"{passed.TypeName} {passed.Reason}");
        }

        if (scan.HasOnlyJars)
        {
            errors.Add("It holds a Java plugin, and this worker runs .NET.");
        }
        else if (scan.Classes.Count == 0 && errors.Count == 0)
        {
            errors.Add("It holds no plugin class where a plugin has its assemblies: at its top, in lib/, or below a single top folder and its lib/.");
        }
    }

    /// <summary>What its assemblies refer to.</summary>
    public static void Dependencies(ScannedPlugin scan, IReadOnlyCollection<string> files, List<string> errors, List<string> warnings)
    {
        foreach (var reference in scan.Needs.References)
        {
            if (SharedAssemblies.Contains(reference.Name))
            {
                if (SharedAssemblies.VersionOf(reference.Name) is { } shared && reference.Version > shared)
                {
                    warnings.Add($"It was built against {reference.Name} {reference.Version}; the worker's own, {shared}, is used.");
                }
            }
            else if (PlatformAssemblies.InHostOnly(reference.Name))
            {
                errors.Add($"{reference.Name} is missing: the worker has one for itself, which plugins don't get. Put {reference.Name}.dll into the plugin.");
            }
            else if (!PlatformAssemblies.InFramework(reference.Name))
            {
                warnings.Add(
                    $"{reference.Name} {reference.Version} is neither in the plugin nor in the shared framework: what uses it fails. Put {reference.Name}.dll into the plugin, or publish it with its dependencies.");
            }
        }

        foreach (var copy in scan.Needs.SharedCopies)
        {
            warnings.Add(
                $"It carries a copy of {copy.Name} {copy.Version}, which is passed over: the worker's own, {SharedAssemblies.VersionOf(copy.Name)}, is used. Leave it out.");
        }

        if (scan.Needs.HasPlatformFiles)
        {
            foreach (var library in scan.Needs.NativeLibraries.Where(library => IsForOthersOnly(library, files)))
            {
                warnings.Add($"The native library {library} is there for other systems than this one.");
            }
        }
    }

    /// <summary>The plugins that it would lie beside.</summary>
    public static void Others(ScannedPlugin scan, string location, IReadOnlyList<string> pluginPath, string? hostFolder, List<string> warnings)
    {
        var own = scan.Classes.Select(static found => (found.TypeName, found.Version)).ToHashSet();
        var scanner = new PluginScanner(new AbiSurface());

        // An installation takes the place of what has the same name there.
        var replaced = PluginPath.Folders(pluginPath).Select(folder => Path.Combine(folder, Path.GetFileName(location))).FirstOrDefault();
        foreach (var other in PluginPath.Walk(pluginPath, hostFolder).Locations.Where(other => other.Path != location && other.Path != replaced))
        {
            ScannedPlugin theirs;
            try
            {
                using var files = PluginPathScan.Open(other);
                theirs = scanner.Scan(files, Path.GetFileNameWithoutExtension(other.Path));
            }
            catch (Exception e) when (e is InvalidDataException or BadImageFormatException or IOException or UnauthorizedAccessException)
            {
                // Broken itself: the worker says so of that one.
                continue;
            }

            foreach (var both in theirs.Classes.Where(found => own.Contains((found.TypeName, found.Version))))
            {
                warnings.Add($"{both.TypeName} {both.Version} is in {other.Path} too: of the same class in the same version the first place in plugin.path counts.");
            }
        }
    }

    private static bool IsForOthersOnly(string library, IReadOnlyCollection<string> files)
    {
        string[] names = [library, "lib" + library, library + ".dll", library + ".so", $"lib{library}.so", library + ".dylib", $"lib{library}.dylib"];
        var all = files.Where(path => names.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase)).ToList();
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return all.Count > 0 && !all.Exists(path => !path.Contains("runtimes/", StringComparison.Ordinal)
            || path.Contains($"runtimes/{system}", StringComparison.Ordinal) || path.Contains("runtimes/unix", StringComparison.Ordinal));
    }
}
