using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Connect.PluginLoading.Scanning;

/// <summary>Reads from a plugin's metadata what its load context has to answer.</summary>
internal static class NeedsSurvey
{
    public static LoadingNeeds None { get; } = new(null, [], [], [], [], [], false, false, false);

    public static LoadingNeeds Of(
        IPluginFiles files, PluginLayout layout, string name, IEnumerable<AssemblyMetadata> assemblies,
        IReadOnlyList<OutsideReference> sharedCopies, IReadOnlyList<ScannedClass> classes)
    {
        var own = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        var platform = false;
        foreach (var path in files.Paths)
        {
            platform |= path.StartsWith(layout.Top + "runtimes/", StringComparison.Ordinal)
                || path.StartsWith(layout.Top + "lib/runtimes/", StringComparison.Ordinal);
            if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                own.Add(Path.GetFileNameWithoutExtension(path));
            }
        }

        var references = new SortedDictionary<string, Version>(StringComparer.Ordinal);
        var native = new SortedSet<string>(StringComparer.Ordinal);
        var byName = false;
        foreach (var assembly in assemblies)
        {
            References(assembly, own, references);
            Native(assembly, native);
            byName |= LoadsByName(assembly);
        }

        var main = MainOf(files, layout, name, classes);
        return new LoadingNeeds(
            main,
            [.. layout.Assemblies.Select(static path => path[..(path.LastIndexOf('/') + 1)]).Distinct()],
            [.. own],
            [.. references.Select(static reference => new OutsideReference(reference.Key, reference.Value))],
            sharedCopies,
            [.. native],
            main is not null && files.Paths.Contains(DependencyFile(main)),
            platform,
            byName);
    }

    /// <summary>
    /// The assembly whose dependency file describes the plugin: the one named as the plugin, else one with plugin classes that has
    /// such a file, else the first with plugin classes.
    /// </summary>
    private static string? MainOf(IPluginFiles files, PluginLayout layout, string name, IReadOnlyList<ScannedClass> classes)
    {
        string? best = null;
        var rank = 0;
        foreach (var path in layout.Assemblies)
        {
            var described = files.Paths.Contains(DependencyFile(path));
            var hasClasses = classes.Any(found => found.AssemblyPath == path);
            var named = Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase);
            var found = (described, hasClasses, named) switch
            {
                (true, _, true) => 4,
                (true, true, _) => 3,
                (_, true, true) => 2,
                (_, true, _) => 1,
                _ => 0,
            };
            if (found > rank)
            {
                (best, rank) = (path, found);
            }
        }

        return best;
    }

    private static string DependencyFile(string assembly) => assembly[..^4] + ".deps.json";

    private static void References(AssemblyMetadata assembly, SortedSet<string> own, SortedDictionary<string, Version> references)
    {
        foreach (var handle in assembly.Reader.AssemblyReferences)
        {
            var reference = assembly.Reader.GetAssemblyReference(handle);
            var name = assembly.Reader.GetString(reference.Name);
            if ((!own.Contains(name) || SharedAssemblies.Contains(name))
                && (!references.TryGetValue(name, out var version) || version < reference.Version))
            {
                references[name] = reference.Version;
            }
        }
    }

    private static void Native(AssemblyMetadata assembly, SortedSet<string> native)
    {
        var reader = assembly.Reader;
        for (var row = 1; row <= reader.GetTableRowCount(TableIndex.ModuleRef); row++)
        {
            var handle = MetadataTokens.ModuleReferenceHandle(row);
            native.Add(reader.GetString(reader.GetModuleReference(handle).Name));
        }
    }

    private static bool LoadsByName(AssemblyMetadata assembly)
    {
        var reader = assembly.Reader;
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            var type = reader.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (reader.StringComparer.Equals(type.Namespace, "System.Runtime.Loader")
                || reader.StringComparer.Equals(type.Name, "Assembly") && reader.StringComparer.StartsWith(member.Name, "Load")
                || reader.StringComparer.Equals(type.Name, "Type") && reader.StringComparer.Equals(member.Name, "GetType") && IsStatic(reader, member)
                || reader.StringComparer.Equals(type.Name, "Activator") && reader.StringComparer.StartsWith(member.Name, "CreateInstance")
                    && TakesText(reader, member)
                || reader.StringComparer.Equals(type.Name, "NativeLibrary"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsStatic(MetadataReader reader, MemberReference member) =>
        !reader.GetBlobReader(member.Signature).ReadSignatureHeader().IsInstance;

    private static bool TakesText(MetadataReader reader, MemberReference member)
    {
        var signature = reader.GetBlobReader(member.Signature);
        var header = signature.ReadSignatureHeader();
        if (header.IsGeneric || signature.ReadCompressedInteger() == 0)
        {
            return false;
        }

        while (signature.RemainingBytes > 0)
        {
            if (signature.ReadByte() == (byte)SignatureTypeCode.String)
            {
                return true;
            }
        }

        return false;
    }
}
