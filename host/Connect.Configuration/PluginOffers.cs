using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>The places of a connector's settings that name a plugin class.</summary>
public enum PluginPlace
{
    /// <summary>The connector itself.</summary>
    Connector,

    /// <summary>A converter of keys or values.</summary>
    Converter,

    /// <summary>A converter of headers.</summary>
    HeaderConverter,

    /// <summary>A transformation.</summary>
    Transformation,

    /// <summary>A predicate.</summary>
    Predicate,
}

/// <summary>
/// What the definitions of connector settings ask about installed plugins; the room that knows the catalogue fills it. Left as it
/// is, nothing is recommended and nothing looked up.
/// </summary>
public sealed class PluginOffers
{
    /// <summary>Knows of no plugins.</summary>
    public static PluginOffers None { get; } = new();

    /// <summary>The class names to recommend.</summary>
    public Func<PluginPlace, IReadOnlyList<string>> Names { get; init; } = _ => [];

    /// <summary>The versions of a class to recommend; the class is null where the settings name none.</summary>
    public Func<PluginPlace, string?, IReadOnlyList<string>> Versions { get; init; } = (_, _) => [];

    /// <summary>The version that is taken where none is asked for; null for none known.</summary>
    public Func<PluginPlace, string, string?> DefaultVersion { get; init; } = (_, _) => null;

    /// <summary>Throws a <see cref="ConfigException"/> when a class can't be used at a place.</summary>
    public Action<PluginPlace, string> Check { get; init; } = (_, _) => { };

    /// <summary>
    /// The settings of a class in a version (null: any); throws a <see cref="ConfigException"/> when there is no such class.
    /// </summary>
    public Func<PluginPlace, string, string?, ConfigDef> Definition { get; init; } = (_, _, _) => new ConfigDef();
}
