namespace Connect.PluginLoading.Catalogue;

/// <summary>The names that a configuration may use for a class.</summary>
internal static class PluginNames
{
    /// <summary>One spelling for nested classes, so that Java's <c>$</c> and .NET's <c>+</c> mean the same.</summary>
    public static string Normal(string name) => name.Trim().Replace('+', '$');

    /// <summary>The name without its namespace.</summary>
    public static string Simple(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>The simple name without what says its kind, such as <c>FileStreamSource</c>; null where nothing is left.</summary>
    /// <param name="name">The full name.</param>
    /// <param name="kind">The word for the kind, such as <c>Connector</c>.</param>
    public static string? Short(string name, string kind)
    {
        var simple = Simple(name);
        var at = simple.LastIndexOf(kind, StringComparison.Ordinal);
        return at > 0 ? simple[..at] : null;
    }
}
