using System.Text.Json;

namespace Connect.TestVectors;

/// <summary>One case: an operation, its inputs, and what Java makes of them.</summary>
/// <param name="id">The stable id.</param>
/// <param name="op">The operation.</param>
/// <param name="body">The whole case.</param>
public sealed class VectorCase(string id, string op, JsonElement body)
{
    /// <summary>A case as most files have it: with an <c>id</c>, and an <c>op</c> or <c>kind</c>.</summary>
    /// <param name="body">The whole case.</param>
    public VectorCase(JsonElement body)
        : this(body.GetProperty("id").GetString()!, OpOf(body), body)
    {
    }

    /// <summary>The stable id.</summary>
    public string Id { get; } = id;

    /// <summary>The operation.</summary>
    public string Op { get; } = op;

    /// <summary>The whole case.</summary>
    public JsonElement Body { get; } = body;

    /// <summary>The result's members.</summary>
    public JsonElement Result => Body.GetProperty("result");

    /// <summary>Whether Java succeeds.</summary>
    public bool Ok => Result.GetProperty("ok").GetBoolean();

    /// <summary>What comes out; undefined where there is none.</summary>
    public JsonElement Output => Result.TryGetProperty("output", out var output) ? output : default;

    /// <summary>The group of the failure: data, config, serialization, connect, kafka, java; null where Java succeeds.</summary>
    public string? Kind => Result.TryGetProperty("kind", out var kind) ? kind.GetString() : null;

    /// <summary>An input; undefined where the case has none of that name.</summary>
    public JsonElement this[string name] => Body.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Whether there is an input of a name.</summary>
    public bool Has(string name) => Body.TryGetProperty(name, out _);

    /// <summary>An input's text; null where it is null or left out.</summary>
    public string? Text(string name) => this[name] is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>An input that maps names to texts or nulls, such as settings.</summary>
    public Dictionary<string, string?> Settings(string name) =>
        this[name].EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString(), StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Body.GetRawText();

    private static string OpOf(JsonElement body) =>
        body.TryGetProperty("op", out var op) || body.TryGetProperty("kind", out op) ? op.GetString() ?? string.Empty : string.Empty;
}
