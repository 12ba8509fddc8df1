using System.Text.Json;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>A connector to create, as a file describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">Its settings, the name among them.</param>
/// <param name="InitialState">RUNNING, PAUSED or STOPPED; null where nothing is said: RUNNING.</param>
public sealed record ConnectorRequest(string Name, IReadOnlyDictionary<string, string> Settings, string? InitialState);

/// <summary>
/// Reads the connector files that a standalone worker is started with. Tried in this order: a JSON object that holds nothing but
/// settings, a JSON object with <c>name</c>, <c>config</c> and perhaps <c>initial_state</c>, Java's properties.
/// </summary>
public static class ConnectorFile
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="ConfigException">It can't be read, or does not name the connector.</exception>
    public static ConnectorRequest Read(string path)
    {
        var text = PropertiesFile.ReadText(path);
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("{"))
        {
            return ReadJson(text, path);
        }

        return Named(PropertiesFile.Parse(text, $"'{path}'"), path, null);
    }

    private static ConnectorRequest ReadJson(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            var root = document.RootElement;
            if (root.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object)
            {
                return Described(root, config, path);
            }

            return Named(Settings(root, path), path, null);
        }
        catch (JsonException failure)
        {
            throw new ConfigException($"The connector file '{path}' is not valid JSON: {failure.Message}", failure);
        }
    }

    private static ConnectorRequest Described(JsonElement root, JsonElement config, string path)
    {
        var settings = Settings(config, path);
        var name = root.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        if (name is not null && settings.TryGetValue(ConnectorSettings.Name, out var inner) && !string.Equals(inner, name, StringComparison.Ordinal))
        {
            throw new ConfigException(
                $"The connector file '{path}' gives two names: '{name}' beside 'config' and '{inner}' inside it; leave one out or make them equal");
        }

        if (name is not null)
        {
            settings[ConnectorSettings.Name] = name;
        }

        var state = root.TryGetProperty("initial_state", out var initial) && initial.ValueKind == JsonValueKind.String
            ? initial.GetString()!.ToUpperInvariant()
            : null;
        return state is null or "RUNNING" or "PAUSED" or "STOPPED"
            ? Named(settings, path, state)
            : throw new ConfigException($"The connector file '{path}' has initial_state '{state}'; it is RUNNING, PAUSED or STOPPED");
    }

    private static Dictionary<string, string> Settings(JsonElement element, string path)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            settings[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => property.Value.GetRawText(),
                _ => throw new ConfigException(
                    $"The connector file '{path}' gives setting '{property.Name}' as {property.Value.ValueKind.ToString().ToLowerInvariant()}; " +
                    "settings are texts, numbers or booleans"),
            };
        }

        return settings;
    }

    private static ConnectorRequest Named(IReadOnlyDictionary<string, string> settings, string path, string? state) =>
        settings.TryGetValue(ConnectorSettings.Name, out var name) && name.Trim().Length > 0
            ? new ConnectorRequest(name, settings, state)
            : throw new ConfigException(
                $"Connector configuration at '{path}' is missing the mandatory '{ConnectorSettings.Name}' configuration");
}
