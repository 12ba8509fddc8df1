using System.Runtime.CompilerServices;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// What a schema carries beside its structure. Apache.Avro's model neither lists a schema's properties nor gives its aliases
/// back, and would make a logical type of its own out of one property; so they are kept here, by the schema's identity.
/// </summary>
internal sealed class SchemaAttributes
{
    private static readonly SchemaAttributes None = new();
    private static readonly ConditionalWeakTable<Schema, SchemaAttributes> Known = [];

    /// <summary>All properties that Avro's specification gives no meaning for this type, <c>logicalType</c> among them,
    /// in their order: name and JSON text.</summary>
    public PropertyMap Properties { get; init; } = [];

    /// <summary>The other names of a record, enum or fixed.</summary>
    public IReadOnlyList<AvroName> Aliases { get; init; } = [];

    /// <summary>The documentation of a record, enum or fixed.</summary>
    public string? Documentation { get; init; }

    /// <summary>Whether a record was declared as <c>error</c>, which is a record in every other respect.</summary>
    public bool IsError { get; init; }

    /// <summary>The attributes of a schema; of one that did not come from <see cref="AvroSchemaParser"/>, none.</summary>
    public static SchemaAttributes Of(Schema schema) => Known.TryGetValue(schema, out var attributes) ? attributes : None;

    /// <summary>A property as JSON text, or null.</summary>
    public static string? Json(Schema schema, string property) => Of(schema).Properties.GetValueOrDefault(property);

    /// <summary>A property whose value is a text, or null if it is missing or something else.</summary>
    public static string? Text(Schema schema, string property) => TextOf(Json(schema, property));

    /// <summary>A property whose value is a 32-bit integer, or null if it is missing or something else.</summary>
    public static int? Int32(Schema schema, string property) =>
        int.TryParse(Json(schema, property), System.Globalization.NumberStyles.AllowLeadingSign, null, out var value) ? value : null;

    /// <summary>Gives a new schema its attributes.</summary>
    public void AttachTo(Schema schema) => Known.AddOrUpdate(schema, this);

    internal static string? TextOf(string? json) => json is ['"', ..] ? JsonSerializer.Deserialize<string>(json) : null;
}
