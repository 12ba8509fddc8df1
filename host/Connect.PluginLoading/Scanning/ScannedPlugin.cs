namespace Connect.PluginLoading.Scanning;

/// <summary>A plugin class as its metadata show it.</summary>
/// <param name="TypeName">The full name, nested ones with <c>+</c>.</param>
/// <param name="ContractName">The name that it declares for clients; null for none.</param>
/// <param name="Version">Its version.</param>
/// <param name="Kinds">What it is.</param>
/// <param name="AssemblyName">Its assembly's simple name.</param>
/// <param name="AssemblyPath">Its assembly's path inside the plugin.</param>
internal sealed record ScannedClass(
    string TypeName, string? ContractName, string Version, ClassKinds Kinds, string AssemblyName, string AssemblyPath);

/// <summary>An assembly that is not among the plugin's own.</summary>
/// <param name="Name">The simple name.</param>
/// <param name="Version">The highest version that is asked for, or the one that is carried.</param>
internal sealed record OutsideReference(string Name, Version Version);

/// <summary>What a plugin needs of its load context; read with the classes, so that loading need not read it again.</summary>
/// <param name="Main">The path of the assembly whose dependency file counts; null where there is none.</param>
/// <param name="Folders">The folders of its assemblies, with slashes; the empty one is the plugin's own.</param>
/// <param name="Assemblies">The simple names of all assemblies that it carries, at any depth.</param>
/// <param name="References">What its assemblies refer to beyond those.</param>
/// <param name="SharedCopies">What it carries of the assemblies that all plugins share with the host; they are passed over.</param>
/// <param name="NativeLibraries">The native libraries that its methods name.</param>
/// <param name="HasDependencyFile">Whether a <c>.deps.json</c> lies beside <paramref name="Main"/>.</param>
/// <param name="HasPlatformFiles">Whether it has a <c>runtimes/</c> folder.</param>
/// <param name="LoadsByName">Whether its code can ask for assemblies or types by a name that is a text.</param>
internal sealed record LoadingNeeds(
    string? Main,
    IReadOnlyList<string> Folders,
    IReadOnlyList<string> Assemblies,
    IReadOnlyList<OutsideReference> References,
    IReadOnlyList<OutsideReference> SharedCopies,
    IReadOnlyList<string> NativeLibraries,
    bool HasDependencyFile,
    bool HasPlatformFiles,
    bool LoadsByName);

/// <summary>Why a class that looks like a plugin is not listed.</summary>
/// <param name="TypeName">The class.</param>
/// <param name="Reason">The rest of a sentence that begins with the class.</param>
/// <param name="IsExpected">Whether authors do this on purpose (abstract bases, internal classes).</param>
internal sealed record PassedOver(string TypeName, string Reason, bool IsExpected);

/// <summary>What one location holds.</summary>
/// <param name="Classes">Its plugin classes.</param>
/// <param name="PassedOver">Classes that look like plugins and are none.</param>
/// <param name="Errors">What is wrong with it; other parts of it may be fine.</param>
/// <param name="Needs">What its load context needs.</param>
/// <param name="HasOnlyJars">Whether it is a Java plugin.</param>
/// <param name="Manifest">What it says of itself.</param>
internal sealed record ScannedPlugin(
    IReadOnlyList<ScannedClass> Classes,
    IReadOnlyList<PassedOver> PassedOver,
    IReadOnlyList<string> Errors,
    LoadingNeeds Needs,
    bool HasOnlyJars,
    PluginManifest Manifest);
