using System.Reflection.Metadata;

namespace Connect.PluginLoading.Scanning;

/// <summary>
/// Finds out what kinds a class is by walking its bases and interfaces through the plugin's assemblies into the ABI. Not
/// thread-safe.
/// </summary>
internal sealed class TypeWalk
{
    private const int MaximumDepth = 200;
    private readonly Dictionary<string, AssemblyMetadata> _assemblies;
    private readonly AssemblyMetadata _abi;
    private readonly Dictionary<(AssemblyMetadata Assembly, TypeDefinitionHandle Type), ClassKinds> _known = [];

    /// <summary>Walks one plugin.</summary>
    /// <param name="assemblies">Its assemblies by their simple names.</param>
    /// <param name="abi">The ABI.</param>
    public TypeWalk(Dictionary<string, AssemblyMetadata> assemblies, AssemblyMetadata abi)
    {
        _assemblies = assemblies;
        _abi = abi;
    }

    /// <summary>The assembly that the last walk missed for a base or an interface, with the type it wanted there.</summary>
    public (string Assembly, string Type)? Missing { get; private set; }

    public ClassKinds KindsOf(AssemblyMetadata assembly, TypeDefinitionHandle type)
    {
        Missing = null;
        return KindsOf(assembly, type, 0);
    }

    private ClassKinds KindsOf(AssemblyMetadata assembly, TypeDefinitionHandle handle, int depth)
    {
        if (_known.TryGetValue((assembly, handle), out var kinds) || depth > MaximumDepth)
        {
            return kinds;
        }

        // Entered before its bases: metadata in which a class is its own base must not walk for ever.
        _known.Add((assembly, handle), ClassKinds.None);
        var type = assembly.Reader.GetTypeDefinition(handle);
        kinds = ReferenceEquals(assembly, _abi) ? AbiKind(assembly.FullName(handle)) : ClassKinds.None;
        if (!type.BaseType.IsNil)
        {
            kinds |= KindsOf(assembly, type.BaseType, depth + 1);
        }

        foreach (var implementation in type.GetInterfaceImplementations())
        {
            kinds |= KindsOf(assembly, assembly.Reader.GetInterfaceImplementation(implementation).Interface, depth + 1);
        }

        if (Missing is null)
        {
            _known[(assembly, handle)] = kinds;
        }
        else
        {
            _known.Remove((assembly, handle));
        }

        return kinds;
    }

    private ClassKinds KindsOf(AssemblyMetadata assembly, EntityHandle handle, int depth)
    {
        handle = assembly.WithoutArguments(handle);
        return handle.Kind switch
        {
            HandleKind.TypeDefinition => KindsOf(assembly, (TypeDefinitionHandle)handle, depth),
            HandleKind.TypeReference => KindsOf(assembly, (TypeReferenceHandle)handle, depth),
            _ => ClassKinds.None,
        };
    }

    private ClassKinds KindsOf(AssemblyMetadata assembly, TypeReferenceHandle handle, int depth)
    {
        var target = assembly;
        if (assembly.AssemblyOf(handle) is { } name && !TryTarget(name, out target))
        {
            if (!PlatformAssemblies.InFramework(name) && !SharedAssemblies.Contains(name))
            {
                Missing = (name, assembly.FullName(handle));
            }

            return ClassKinds.None;
        }

        var fullName = assembly.FullName(handle);
        for (var hops = 0; hops < 8; hops++)
        {
            if (target.TryFind(fullName, out var type))
            {
                return KindsOf(target, type, depth + 1);
            }

            if (!TryForward(target, fullName, out target))
            {
                return ClassKinds.None;
            }
        }

        return ClassKinds.None;
    }

    private bool TryTarget(string name, out AssemblyMetadata target)
    {
        if (name == _abi.Name)
        {
            target = _abi;
            return true;
        }

        return _assemblies.TryGetValue(name, out target!);
    }

    /// <summary>Follows a type that an assembly once had and now forwards to another.</summary>
    private bool TryForward(AssemblyMetadata from, string fullName, out AssemblyMetadata target)
    {
        foreach (var handle in from.Reader.ExportedTypes)
        {
            var exported = from.Reader.GetExportedType(handle);
            if (exported.Implementation.Kind == HandleKind.AssemblyReference
                && fullName.EndsWith(from.Reader.GetString(exported.Name), StringComparison.Ordinal)
                && fullName == from.Reader.GetString(exported.Namespace) + "." + from.Reader.GetString(exported.Name))
            {
                var name = from.Reader.GetAssemblyReference((AssemblyReferenceHandle)exported.Implementation).Name;
                return TryTarget(from.Reader.GetString(name), out target);
            }
        }

        target = from;
        return false;
    }

    private static ClassKinds AbiKind(string name) => name switch
    {
        "Connect.Abi.Sources.SourceConnector" => ClassKinds.Source,
        "Connect.Abi.Sinks.SinkConnector" => ClassKinds.Sink,
        "Connect.Abi.Converters.IConverter" => ClassKinds.Converter,
        "Connect.Abi.Converters.IHeaderConverter" => ClassKinds.HeaderConverter,
        "Connect.Abi.Transforms.ITransformation" => ClassKinds.Transformation,
        "Connect.Abi.Transforms.IPredicate" => ClassKinds.Predicate,
        "Connect.Abi.Configuration.IConfigProvider" => ClassKinds.ConfigProvider,
        "Connect.Abi.Configuration.IConnectorClientConfigOverridePolicy" => ClassKinds.ConnectorClientConfigOverridePolicy,
        _ => ClassKinds.None,
    };
}
