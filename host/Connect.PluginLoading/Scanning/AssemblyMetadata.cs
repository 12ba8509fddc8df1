using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Connect.PluginLoading.Scanning;

/// <summary>One assembly's metadata, opened for reading.</summary>
internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader _file;
    private Dictionary<string, TypeDefinitionHandle>? _types;

    private AssemblyMetadata(PEReader file, string path)
    {
        _file = file;
        Path = path;
        Reader = file.GetMetadataReader();
        var definition = Reader.GetAssemblyDefinition();
        Name = Reader.GetString(definition.Name);
        Version = definition.Version;
    }

    public string Name { get; }

    public Version Version { get; }

    /// <summary>The path inside its plugin.</summary>
    public string Path { get; }

    public MetadataReader Reader { get; }

    /// <summary>Opens an assembly.</summary>
    /// <param name="content">The file; owned from here on.</param>
    /// <param name="path">The path inside its plugin.</param>
    /// <returns>Null for a library without managed code.</returns>
    /// <exception cref="BadImageFormatException">It is no library at all.</exception>
    public static AssemblyMetadata? Open(Stream content, string path)
    {
        var file = new PEReader(content, PEStreamOptions.PrefetchMetadata);
        try
        {
            if (file.HasMetadata && file.GetMetadataReader().IsAssembly)
            {
                return new AssemblyMetadata(file, path);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Finds a class by its full name, nested ones with <c>+</c>.</summary>
    public bool TryFind(string fullName, out TypeDefinitionHandle type)
    {
        if (_types is null)
        {
            _types = new Dictionary<string, TypeDefinitionHandle>(StringComparer.Ordinal);
            foreach (var handle in Reader.TypeDefinitions)
            {
                _types.TryAdd(FullName(handle), handle);
            }
        }

        return _types.TryGetValue(fullName, out type);
    }

    public string FullName(TypeDefinitionHandle handle)
    {
        var type = Reader.GetTypeDefinition(handle);
        var name = Reader.GetString(type.Name);
        if (type.GetDeclaringType() is { IsNil: false } outer)
        {
            return FullName(outer) + "+" + name;
        }

        return type.Namespace.IsNil ? name : Reader.GetString(type.Namespace) + "." + name;
    }

    public string FullName(TypeReferenceHandle handle)
    {
        var type = Reader.GetTypeReference(handle);
        var name = Reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return FullName((TypeReferenceHandle)type.ResolutionScope) + "+" + name;
        }

        return type.Namespace.IsNil ? name : Reader.GetString(type.Namespace) + "." + name;
    }

    /// <summary>The assembly that a reference to a type leads to; null for this one.</summary>
    public string? AssemblyOf(TypeReferenceHandle handle)
    {
        var scope = Reader.GetTypeReference(handle).ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference)
        {
            scope = Reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        }

        return scope.Kind == HandleKind.AssemblyReference
            ? Reader.GetString(Reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)
            : null;
    }

    /// <summary>The class behind a constructed generic one; anything else stays what it is.</summary>
    public EntityHandle WithoutArguments(EntityHandle handle)
    {
        const byte genericInstance = 0x15;
        if (handle.Kind != HandleKind.TypeSpecification)
        {
            return handle;
        }

        var signature = Reader.GetBlobReader(Reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
        if (signature.Length < 3 || signature.ReadByte() != genericInstance)
        {
            return default;
        }

        signature.ReadByte();
        return signature.ReadTypeHandle();
    }

    /// <summary>The only text that an attribute of the ABI was given.</summary>
    /// <param name="attributes">Attributes of a type or the assembly.</param>
    /// <param name="attribute">The attribute's full name.</param>
    /// <returns>Null where it is not there.</returns>
    public string? TextOf(CustomAttributeHandleCollection attributes, string attribute)
    {
        foreach (var handle in attributes)
        {
            var found = Reader.GetCustomAttribute(handle);
            if (!Is(found, attribute))
            {
                continue;
            }

            var value = Reader.GetBlobReader(found.Value);
            return value.Length > 2 && value.ReadUInt16() == 1 ? value.ReadSerializedString() : null;
        }

        return null;
    }

    public bool Has(CustomAttributeHandleCollection attributes, string attribute)
    {
        foreach (var handle in attributes)
        {
            if (Is(Reader.GetCustomAttribute(handle), attribute))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    private bool Is(CustomAttribute attribute, string fullName)
    {
        if (attribute.Constructor.Kind == HandleKind.MemberReference)
        {
            var parent = Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            return parent.Kind == HandleKind.TypeReference && FullName((TypeReferenceHandle)parent) == fullName;
        }

        return attribute.Constructor.Kind == HandleKind.MethodDefinition
            && FullName(Reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()) == fullName;
    }
}
