using System.Runtime.CompilerServices;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>What a record's field carries beside its name and type, kept like <see cref="SchemaAttributes"/>.</summary>
internal sealed class FieldAttributes
{
    private static readonly FieldAttributes None = new();
    private static readonly ConditionalWeakTable<Field, FieldAttributes> Known = [];

    /// <summary>The properties that Avro's specification gives no meaning, in their order: name and JSON text.</summary>
    public PropertyMap Properties { get; init; } = [];

    /// <summary>The other names of the field.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The default, or null if there is none; a default of null is a JSON null.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The attributes of a field; of one that did not come from <see cref="AvroSchemaParser"/>, none.</summary>
    public static FieldAttributes Of(Field field) => Known.TryGetValue(field, out var attributes) ? attributes : None;

    /// <summary>A property as JSON text, or null.</summary>
    public static string? Json(Field field, string property) => Of(field).Properties.GetValueOrDefault(property);

    /// <summary>A property whose value is a text, or null if it is missing or something else.</summary>
    public static string? Text(Field field, string property) => SchemaAttributes.TextOf(Json(field, property));

    /// <summary>Gives a new field its attributes.</summary>
    public void AttachTo(Field field) => Known.AddOrUpdate(field, this);
}
