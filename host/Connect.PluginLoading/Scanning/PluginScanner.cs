using System.Reflection;
using System.Reflection.Metadata;

namespace Connect.PluginLoading.Scanning;

/// <summary>Reads what a plugin offers from its metadata, without running or loading any of it. Thread-safe.</summary>
internal sealed class PluginScanner
{
    private const string Namespace = "Connect.Abi.";
    private readonly AbiSurface _abi;

    public PluginScanner(AbiSurface abi) => _abi = abi;

    /// <summary>Reads one plugin.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="name">The plugin's own name: its folder's or file's without extension.</param>
    public ScannedPlugin Scan(IPluginFiles files, string name)
    {
        var layout = PluginLayout.Of(files.Paths);
        var errors = new List<string>();
        var assemblies = new Dictionary<string, AssemblyMetadata>(StringComparer.Ordinal);
        try
        {
            var copies = Open(files, layout, assemblies, errors);
            var using_ = UsersOfTheAbi(assemblies);
            if (using_.Count == 0)
            {
                return new ScannedPlugin([], [], errors, NeedsSurvey.None, HasOnlyJars(files, layout), PluginManifest.Empty);
            }

            using var abi = _abi.Open();
            var manifest = ManifestReader.Read(files, layout.Manifest, errors);
            foreach (var refusal in using_.Select(assembly => _abi.Refusal(assembly, abi)).Prepend(_abi.Refusal(manifest, layout.Manifest)))
            {
                if (refusal is not null)
                {
                    return new ScannedPlugin([], [], [.. errors, refusal], NeedsSurvey.None, false, manifest);
                }
            }

            var classes = new ClassReader(new TypeWalk(assemblies, abi), manifest.Version, errors);
            foreach (var assembly in using_)
            {
                classes.Read(assembly);
            }

            return new ScannedPlugin(
                classes.Found,
                classes.PassedOver,
                errors,
                NeedsSurvey.Of(files, layout, name, assemblies.Values, copies, classes.Found),
                false,
                classes.Found.Count == 0 ? manifest
                    : ManifestReader.Complete(manifest, assemblies[classes.Found[0].AssemblyName], classes.Found[0].Version));
        }
        finally
        {
            foreach (var assembly in assemblies.Values)
            {
                assembly.Dispose();
            }
        }
    }

    /// <returns>Copies of what all plugins share: they are not among the plugin's assemblies.</returns>
    private static List<OutsideReference> Open(
        IPluginFiles files, PluginLayout layout, Dictionary<string, AssemblyMetadata> assemblies, List<string> errors)
    {
        var copies = new List<OutsideReference>();
        foreach (var path in layout.Assemblies)
        {
            try
            {
                var assembly = AssemblyMetadata.Open(files.Open(path), path);
                if (assembly is not null && SharedAssemblies.Contains(assembly.Name))
                {
                    copies.Add(new OutsideReference(assembly.Name, assembly.Version));
                    assembly.Dispose();
                }
                else if (assembly is not null && !assemblies.TryAdd(assembly.Name, assembly))
                {
                    assembly.Dispose();
                }
            }
            catch (BadImageFormatException e)
            {
                errors.Add($"{path} is no assembly: {e.Message}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                errors.Add($"{path} can't be read: {e.Message}");
            }
        }

        return copies;
    }

    /// <summary>Those that refer to the ABI, or to another of the plugin's that does: a class may have its ABI base there.</summary>
    private static List<AssemblyMetadata> UsersOfTheAbi(Dictionary<string, AssemblyMetadata> assemblies)
    {
        var users = new HashSet<string>(StringComparer.Ordinal) { SharedAssemblies.Abi };
        var found = new List<AssemblyMetadata>();
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            foreach (var assembly in assemblies.Values)
            {
                if (!users.Contains(assembly.Name) && RefersToAny(assembly, users))
                {
                    users.Add(assembly.Name);
                    found.Add(assembly);
                }
            }
        }

        return found;
    }

    private static bool RefersToAny(AssemblyMetadata assembly, HashSet<string> names)
    {
        foreach (var handle in assembly.Reader.AssemblyReferences)
        {
            if (names.Contains(assembly.Reader.GetString(assembly.Reader.GetAssemblyReference(handle).Name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOnlyJars(IPluginFiles files, PluginLayout layout) =>
        layout.Assemblies.Count == 0 && files.Paths.Any(static path => path.EndsWith(".jar", StringComparison.OrdinalIgnoreCase));

    /// <summary>Collects the plugin classes of a plugin's assemblies.</summary>
    private sealed class ClassReader(TypeWalk walk, string? manifestVersion, List<string> errors)
    {
        public List<ScannedClass> Found { get; } = [];

        public List<PassedOver> PassedOver { get; } = [];

        public void Read(AssemblyMetadata assembly)
        {
            string? version = null;
            foreach (var handle in assembly.Reader.TypeDefinitions)
            {
                var type = assembly.Reader.GetTypeDefinition(handle);
                if ((type.Attributes & TypeAttributes.ClassSemanticsMask) == TypeAttributes.Interface || type.BaseType.IsNil)
                {
                    continue;
                }

                var kinds = walk.KindsOf(assembly, handle);
                if (kinds == ClassKinds.None && walk.Missing is null)
                {
                    continue;
                }

                var name = assembly.FullName(handle);
                if (Unfit(assembly, handle, type) is { } unfit)
                {
                    if (kinds != ClassKinds.None)
                    {
                        PassedOver.Add(new PassedOver(name, unfit.Reason, unfit.IsExpected));
                    }
                }
                else if (walk.Missing is { } missing)
                {
                    errors.Add($"{name} needs {missing.Type} of {missing.Assembly}, which is not in the plugin. Put {missing.Assembly}.dll beside {assembly.Path}.");
                }
                else
                {
                    Found.Add(new ScannedClass(
                        name,
                        assembly.TextOf(type.GetCustomAttributes(), Namespace + "ContractNameAttribute"),
                        assembly.TextOf(type.GetCustomAttributes(), Namespace + "PluginVersionAttribute") ?? (version ??= VersionOf(assembly)),
                        kinds,
                        assembly.Name,
                        assembly.Path));
                }
            }
        }

        private string VersionOf(AssemblyMetadata assembly)
        {
            var attributes = assembly.Reader.GetAssemblyDefinition().GetCustomAttributes();
            if ((assembly.TextOf(attributes, Namespace + "PluginVersionAttribute") ?? manifestVersion) is { } version)
            {
                return version;
            }

            // What follows the plus sign says which commit it was built from: no part of the version.
            var informational = assembly.TextOf(attributes, "System.Reflection.AssemblyInformationalVersionAttribute");
            return string.IsNullOrEmpty(informational) ? assembly.Version.ToString() : informational.Split('+')[0];
        }

        private static (string Reason, bool IsExpected)? Unfit(AssemblyMetadata assembly, TypeDefinitionHandle handle, TypeDefinition type)
        {
            if (assembly.Has(type.GetCustomAttributes(), Namespace + "NotAPluginAttribute"))
            {
                return ("is marked as none", true);
            }

            if ((type.Attributes & TypeAttributes.Abstract) != 0)
            {
                return ("is abstract", true);
            }

            if (!IsPublic(assembly, handle))
            {
                return ("is not public", true);
            }

            if (type.GetGenericParameters().Count > 0)
            {
                return ("is generic", true);
            }

            return HasConstructor(assembly, type) ? null : ("has no public parameterless constructor", false);
        }

        private static bool IsPublic(AssemblyMetadata assembly, TypeDefinitionHandle handle)
        {
            while (true)
            {
                var type = assembly.Reader.GetTypeDefinition(handle);
                var visibility = type.Attributes & TypeAttributes.VisibilityMask;
                if (visibility == TypeAttributes.Public)
                {
                    return true;
                }

                if (visibility != TypeAttributes.NestedPublic)
                {
                    return false;
                }

                handle = type.GetDeclaringType();
            }
        }

        private static bool HasConstructor(AssemblyMetadata assembly, TypeDefinition type)
        {
            foreach (var handle in type.GetMethods())
            {
                var method = assembly.Reader.GetMethodDefinition(handle);
                if ((method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static)) != MethodAttributes.Public
                    || !assembly.Reader.StringComparer.Equals(method.Name, ".ctor"))
                {
                    continue;
                }

                var signature = assembly.Reader.GetBlobReader(method.Signature);
                signature.ReadSignatureHeader();
                if (signature.ReadCompressedInteger() == 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
