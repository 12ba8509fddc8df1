using System.Text.Json;

namespace Connect.TestVectors;

/// <summary>One case: an operation, its inputs, and what Java makes of them.</summary>
public sealed class VectorCase(JsonElement body)
{
    /// <summary>The stable id.</summary>
    public string Id { get; } = body.GetProperty("id").GetString()!;

    /// <summary>The operation.</summary>
    public string Op { get; } = body.GetProperty("op").GetString()!;

    /// <summary>The whole case.</summary>
    public JsonElement Body { get; } = body;

    /// <summary>The result's members.</summary>
    public JsonElement Result => Body.GetProperty("result");

    /// <summary>Whether Java succeeds.</summary>
    public bool Ok => Result.GetProperty("ok").GetBoolean();

    /// <summary>What comes out; a JSON null where there is none.</summary>
    public JsonElement Output => Result.TryGetProperty("output", out var output) ? output : default;

    /// <summary>The group of the failure: data, config, serialization, connect, kafka, java; null where Java succeeds.</summary>
    public string? Kind => Result.TryGetProperty("kind", out var kind) ? kind.GetString() : null;

    /// <summary>An input; undefined where the case has none of that name.</summary>
    public JsonElement this[string name] => Body.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Whether there is an input of a name.</summary>
    public bool Has(string name) => Body.TryGetProperty(name, out _);

    /// <summary>An input's text; null where it is null or left out.</summary>
    public string? Text(string name) => this[name] is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <inheritdoc/>
    public override string ToString() => Body.GetRawText();
}
