namespace Connect.PluginLoading;

/// <summary>What a plugin class is. One class may be several kinds.</summary>
public enum PluginKind
{
    /// <summary>A source connector.</summary>
    Source,

    /// <summary>A sink connector.</summary>
    Sink,

    /// <summary>A converter of keys and values.</summary>
    Converter,

    /// <summary>A converter of headers.</summary>
    HeaderConverter,

    /// <summary>A transformation of records.</summary>
    Transformation,

    /// <summary>A predicate over records.</summary>
    Predicate,

    /// <summary>A provider of values that settings refer to.</summary>
    ConfigProvider,

    /// <summary>A policy about what connectors may override of the clients' settings.</summary>
    ConnectorClientConfigOverridePolicy,
}

/// <summary>The texts under which clients of Connect know the kinds.</summary>
public static class PluginKinds
{
    /// <summary>The kind as REST shows it, such as <c>header_converter</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Text(this PluginKind kind) => kind switch
    {
        PluginKind.Source => "source",
        PluginKind.Sink => "sink",
        PluginKind.Converter => "converter",
        PluginKind.HeaderConverter => "header_converter",
        PluginKind.Transformation => "transformation",
        PluginKind.Predicate => "predicate",
        PluginKind.ConfigProvider => "configprovider",
        PluginKind.ConnectorClientConfigOverridePolicy => "connector_client_config_override_policy",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of plugin"),
    };

    /// <summary>The word for the kind that a class's short name goes without, as in <c>FileStreamSource</c>.</summary>
    internal static string Word(this PluginKind kind) => kind switch
    {
        PluginKind.Source or PluginKind.Sink => "Connector",
        _ => kind.ToString(),
    };
}
