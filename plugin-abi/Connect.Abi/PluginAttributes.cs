namespace Connect.Abi;

/// <summary>
/// The name under which clients of Connect know a class, where it differs from its .NET name: the Java class name of what Connect
/// itself ships. Read from metadata; the class is not loaded for it.
/// </summary>
/// <param name="name">The name, such as <c>org.apache.kafka.connect.json.JsonConverter</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContractNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// The version of a plugin class or of all classes of an assembly; without it the assembly's informational version counts. Read
/// from metadata.
/// </summary>
/// <param name="version">The version, such as <c>1.4.0</c>; ordered as Maven orders versions.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, Inherited = false)]
public sealed class PluginVersionAttribute(string version) : Attribute
{
    /// <summary>The version.</summary>
    public string Version { get; } = version;
}

/// <summary>Keeps a class that looks like a plugin from being listed (a base for tests, an example). Read from metadata.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotAPluginAttribute : Attribute;

/// <summary>
/// The ABI's version that an assembly was built against, MAJOR.MINOR; on the ABI itself, the version that it is. Added by the
/// build of a plugin.
/// </summary>
/// <param name="version">The version, such as <c>1.0</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class AbiVersionAttribute(string version) : Attribute
{
    /// <summary>The version.</summary>
    public string Version { get; } = version;
}
