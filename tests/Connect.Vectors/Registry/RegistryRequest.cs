using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.TestHarness;

namespace Connect.Vectors.Registry;

/// <summary>
/// A request to a registry by what it means: its path without escapes, its query without what is the default anyway (Java's client
/// says some of that, the package's says other), the schema that it sends, and the credentials and headers of the settings.
/// </summary>
internal sealed record RegistryRequest(string Text)
{
    private static readonly HashSet<string> Unset = new(StringComparer.OrdinalIgnoreCase) { string.Empty, "false" };

    /// <summary>A request that came, below the path of the registry's URL.</summary>
    public static RegistryRequest Of(ScriptedServer.Request request, string basePath = "")
    {
        var target = request.Target.StartsWith(basePath, StringComparison.Ordinal) ? request.Target[basePath.Length..] : request.Target;
        var headers = request.Headers.Where(header => IsOfSettings(header.Key)).Select(header => (header.Key, header.Value));
        return Of(request.Method, target, request.Body.Length == 0 ? null : JsonNode.Parse(request.Body), headers);
    }

    /// <summary>A request as the exchanges of the vectors have it.</summary>
    public static RegistryRequest Of(JsonElement recorded)
    {
        var query = recorded.TryGetProperty("query", out var text) && text.GetString() is { } given ? "?" + given : string.Empty;
        var body = recorded.TryGetProperty("body", out var sent) ? JsonNode.Parse(sent.GetRawText()) : null;
        var headers = recorded.GetProperty("headers").EnumerateObject()
            .Where(header => IsOfSettings(header.Name))
            .Select(header => (header.Name, header.Value.GetString()!));
        return Of(recorded.GetProperty("method").GetString()!, recorded.GetProperty("path").GetString()! + query, body, headers);
    }

    /// <summary>A request as the sequences of the vectors have it: the method and what follows it.</summary>
    public static RegistryRequest OfLine(string line)
    {
        var parts = line.Split(' ', 2);
        return Of(parts[0], parts[1], null, []);
    }

    /// <summary>The request without what it sends.</summary>
    public static RegistryRequest LineOf(ScriptedServer.Request request) => Of(request.Method, request.Target, null, []);

    /// <summary>The difference of requests; null for none.</summary>
    public static string? Difference(IReadOnlyList<RegistryRequest> expected, IReadOnlyList<RegistryRequest> actual) =>
        expected.SequenceEqual(actual) ? null : $"expected the requests {Joined(expected)}, got {Joined(actual)}";

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static RegistryRequest Of(string method, string target, JsonNode? body, IEnumerable<(string Name, string Value)> headers)
    {
        var parts = target.Split('?', 2);
        var query = parts.Length < 2 ? [] : parts[1].Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2 && !Unset.Contains(pair[1]))
            .Select(pair => $"{pair[0]}={Uri.UnescapeDataString(pair[1])}".Replace("=True", "=true", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var given = headers.Select(header => $"{header.Name.ToLowerInvariant()}: {header.Value}").Order(StringComparer.Ordinal);
        return new(string.Join(
            ' ',
            [method, PathOf(parts[0]) + (query.Length == 0 ? string.Empty : "?" + string.Join('&', query)), .. given, .. Sent(body)]));
    }

    // Escapes other than those of a slash inside a name are a matter of taste.
    private static string PathOf(string escaped) =>
        string.Join('/', escaped.Split('/').Select(part => Uri.UnescapeDataString(part).Replace("/", "%2F", StringComparison.Ordinal)));

    private static IEnumerable<string> Sent(JsonNode? body)
    {
        if (body?["schema"] is { } schema)
        {
            yield return JsonNode.Parse(schema.GetValue<string>())!.ToJsonString();
        }

        if (body?["propagateSchemaTags"] is { } tags)
        {
            yield return $"propagateSchemaTags: {tags.ToJsonString()}";
        }

        if (body?["references"] is JsonArray { Count: > 0 } references)
        {
            yield return references.ToJsonString();
        }
    }

    private static bool IsOfSettings(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || header.StartsWith("X-", StringComparison.OrdinalIgnoreCase);

    private static string Joined(IReadOnlyList<RegistryRequest> requests) => $"[{string.Join(", ", requests)}]";
}
