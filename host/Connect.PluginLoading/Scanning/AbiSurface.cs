using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using Connect.Abi;

namespace Connect.PluginLoading.Scanning;

/// <summary>
/// The ABI that this host has, and whether what a plugin refers to exists in it. Several threads may use it at a time.
/// </summary>
internal sealed class AbiSurface
{
    private const string VersionAttribute = "Connect.Abi.AbiVersionAttribute";
    private readonly Assembly _assembly = typeof(Connector).Assembly;

    /// <summary>The version, MAJOR.MINOR.</summary>
    public Version Version { get; } = Version.Parse(
        typeof(Connector).Assembly.GetCustomAttribute<AbiVersionAttribute>()?.Version
        ?? throw new InvalidOperationException("Connect.Abi does not tell its version."));

    /// <summary>What a scan with this ABI must not be taken for a scan with another.</summary>
    public Guid Identity => _assembly.ManifestModule.ModuleVersionId;

    /// <summary>Opens the ABI's metadata for one walk.</summary>
    public AssemblyMetadata Open() =>
        AssemblyMetadata.Open(new FileStream(_assembly.Location, FileMode.Open, FileAccess.Read), string.Empty)
        ?? throw new BadImageFormatException("Connect.Abi has no metadata.");

    /// <summary>Why an assembly can't be used with this ABI.</summary>
    /// <param name="plugin">An assembly of a plugin.</param>
    /// <param name="abi">This ABI's metadata.</param>
    /// <returns>Null if it can.</returns>
    public string? Refusal(AssemblyMetadata plugin, AssemblyMetadata abi)
    {
        var built = VersionOf(plugin, out var text);
        if (built is null)
        {
            return text is null ? null : $"{plugin.Path} says that it was built against version '{text}' of Connect.Abi, which is no version.";
        }

        if (built.Major != Version.Major)
        {
            return $"{plugin.Path} was built against Connect.Abi {built.ToString(2)}; this worker has {Version.ToString(2)}. "
                + (built.Major > Version.Major ? "Use a newer worker." : "Use a newer version of the plugin.");
        }

        if (built.Minor <= Version.Minor)
        {
            return null;
        }

        var missing = Missing(plugin, abi);
        return missing.Count == 0
            ? null
            : $"{plugin.Path} was built against Connect.Abi {built.ToString(2)}; this worker has {Version.ToString(2)}, which lacks "
                + string.Join(", ", missing) + ". Use a newer worker.";
    }

    /// <summary>Why a plugin can't be used here by what its manifest asks for; null where it can.</summary>
    public string? Refusal(PluginManifest manifest, string path) => manifest.MinimalAbi is not { } text ? null
        : !Version.TryParse(text, out var minimal) ? $"{path} says min_abi_version '{text}', which is no version such as 1.2."
        : new Version(minimal.Major, minimal.Minor) > Version
            ? $"{path} asks for Connect.Abi {minimal.ToString(2)} at least (min_abi_version); this worker has {Version.ToString(2)}. Use a newer worker."
        : null;

    private static Version? VersionOf(AssemblyMetadata plugin, out string? text)
    {
        text = plugin.TextOf(plugin.Reader.GetAssemblyDefinition().GetCustomAttributes(), VersionAttribute);
        if (text is not null)
        {
            return Version.TryParse(text, out var version) ? version : null;
        }

        foreach (var handle in plugin.Reader.AssemblyReferences)
        {
            var reference = plugin.Reader.GetAssemblyReference(handle);
            if (plugin.Reader.StringComparer.Equals(reference.Name, SharedAssemblies.Abi))
            {
                return new Version(reference.Version.Major, 0);
            }
        }

        return null;
    }

    private List<string> Missing(AssemblyMetadata plugin, AssemblyMetadata abi)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var reader = plugin.Reader;
        foreach (var handle in reader.TypeReferences)
        {
            if (plugin.AssemblyOf(handle) == SharedAssemblies.Abi && !abi.TryFind(plugin.FullName(handle), out _))
            {
                missing.Add(plugin.FullName(handle));
            }
        }

        var inPlugin = new SignatureText(plugin);
        var inAbi = new SignatureText(abi);
        foreach (var handle in reader.MemberReferences)
        {
            var member = reader.GetMemberReference(handle);
            var parent = plugin.WithoutArguments(member.Parent);
            if (parent.Kind != HandleKind.TypeReference || plugin.AssemblyOf((TypeReferenceHandle)parent) != SharedAssemblies.Abi)
            {
                continue;
            }

            var type = plugin.FullName((TypeReferenceHandle)parent);
            if (!missing.Contains(type) && abi.TryFind(type, out var definition) && !Has(abi, definition, inPlugin.Of(member), inAbi))
            {
                missing.Add(string.Create(CultureInfo.InvariantCulture, $"{type}.{inPlugin.Of(member)}"));
            }
        }

        return [.. missing];
    }

    private bool Has(AssemblyMetadata abi, TypeDefinitionHandle handle, string member, SignatureText text)
    {
        var type = abi.Reader.GetTypeDefinition(handle);
        foreach (var method in type.GetMethods())
        {
            if (text.Of(abi.Reader.GetMethodDefinition(method)) == member)
            {
                return true;
            }
        }

        foreach (var field in type.GetFields())
        {
            if (text.Of(abi.Reader.GetFieldDefinition(field)) == member)
            {
                return true;
            }
        }

        // A member may be named by a class that inherits it, from the ABI or from the framework.
        var parent = type.BaseType.IsNil ? default : abi.WithoutArguments(type.BaseType);
        return parent.Kind switch
        {
            HandleKind.TypeDefinition => Has(abi, (TypeDefinitionHandle)parent, member, text),
            HandleKind.TypeReference => FrameworkHas(abi.FullName(handle), member),
            _ => false,
        };
    }

    /// <summary>The framework's own compatibility is not ours to check: the name is enough.</summary>
    private bool FrameworkHas(string abiType, string member)
    {
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var name = member[..member.AsSpan().IndexOfAny('(', '`', ':')];
        return name != ".ctor" && _assembly.GetType(abiType)?.BaseType is { } parent && parent.GetMember(name, any).Length > 0;
    }
}
