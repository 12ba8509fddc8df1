using System.Reflection;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Finds members of the shared framework that are not public.</summary>
internal sealed class RuntimeMembers
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private readonly Assembly _assembly;

    public RuntimeMembers(Assembly assembly) => _assembly = assembly;

    /// <summary>A type by its full name.</summary>
    /// <exception cref="MissingMemberException">There is none.</exception>
    public Type Type(string name) => _assembly.GetType(name, throwOnError: false) ?? throw Lacks(name);

    /// <summary>A field of a type, or of an automatic property of that name.</summary>
    /// <exception cref="MissingMemberException">There is none.</exception>
    public FieldInfo Field(string type, string name) => Field(Type(type), name);

    /// <inheritdoc cref="Field(string, string)"/>
    public static FieldInfo Field(Type type, string name) =>
        type.GetField(name, Any) ?? type.GetField($"<{name}>k__BackingField", Any) ?? throw Lacks($"{type}.{name}");

    /// <summary>A method without overloads of the same parameters.</summary>
    /// <exception cref="MissingMemberException">There is none.</exception>
    public MethodInfo Method(string type, string name, params Type[] parameters) =>
        Type(type).GetMethod(name, Any, parameters) ?? throw Lacks($"{type}.{name}");

    private static MissingMemberException Lacks(string member) => new($"This runtime ({Environment.Version}) lacks {member}.");
}
