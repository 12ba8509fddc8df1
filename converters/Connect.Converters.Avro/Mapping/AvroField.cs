using System.Text.Json.Nodes;

namespace Connect.Converters.Avro.Mapping;

/// <summary>A field of a record that is being made for a Connect schema.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Doc">The documentation; null for none.</param>
internal sealed record AvroField(string Name, AvroType Type, string? Doc)
{
    /// <summary>Whether there is a default; a JSON null is one.</summary>
    public bool HasDefault { get; init; }

    public JsonNode? Default { get; init; }

    /// <summary>The <c>connect.parameters</c> of the field itself; null for none.</summary>
    public JsonObject? Parameters { get; init; }
}
