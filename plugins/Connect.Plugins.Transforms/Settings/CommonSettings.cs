using Connect.Abi.Configuration;

namespace Connect.Plugins.Transforms.Settings;

/// <summary>The settings that several transformations have, defined once. Stateless.</summary>
internal static class CommonSettings
{
    private const string NullReplacement = "replace.null.with.default";
    private const string FieldSyntax = "field.syntax.version";

    /// <summary>Adds <c>replace.null.with.default</c>.</summary>
    /// <param name="definition">Where to.</param>
    public static ConfigDef DefineNullReplacement(this ConfigDef definition) => definition.Define(
        NullReplacement,
        ConfigType.Boolean,
        true,
        Importance.Medium,
        "Whether a field that is null takes the default that its schema has; if not, null stays null.");

    /// <summary>Adds <c>field.syntax.version</c>.</summary>
    /// <param name="definition">Where to.</param>
    public static ConfigDef DefineFieldSyntax(this ConfigDef definition) => definition.Define(
        FieldSyntax,
        ConfigType.String,
        "V1",
        CaseInsensitiveValidString.In("V1", "V2"),
        Importance.High,
        "How fields are named. V1: a field at the top, by its name. V2: also fields further down, by a path whose names are separated " +
        "by dots; a name with dots in it stands between backticks, as in `foo.bar`.baz.");

    /// <summary>Whether defaults stand for null.</summary>
    /// <param name="config">The settings.</param>
    public static bool ReplacesNull(this SimpleConfig config) => config.GetBoolean(NullReplacement);

    /// <summary>Whether fields are named by paths.</summary>
    /// <param name="config">The settings.</param>
    public static bool HasNestedFields(this SimpleConfig config) =>
        string.Equals(config.GetString(FieldSyntax), "V2", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text that is always there, since it is required or has a default.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="name">Its name.</param>
    public static string Text(this SimpleConfig config, string name) => config.GetString(name) ?? string.Empty;
}
