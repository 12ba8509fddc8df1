using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Whether JSON can be a field's default, as Java's Avro checks it: those that can't be are left out of the schema.</summary>
internal static class AvroDefaultCheck
{
    public static bool Fits(AvroType type, JsonNode? value)
    {
        switch (type.Kind)
        {
            case AvroKind.String or AvroKind.Bytes or AvroKind.Enum or AvroKind.Fixed:
                return value?.GetValueKind() == JsonValueKind.String;
            case AvroKind.Int:
                return value?.GetValueKind() == JsonValueKind.Number
                    && int.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            case AvroKind.Long:
                return value?.GetValueKind() == JsonValueKind.Number
                    && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
            case AvroKind.Float or AvroKind.Double:
                // Not a number and the infinities are numbers to Java, and texts in what it writes.
                return value?.GetValueKind() == JsonValueKind.Number
                    || (value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is "NaN" or "Infinity" or "-Infinity");
            case AvroKind.Boolean:
                return value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
            case AvroKind.Null:
                return value is null;
            case AvroKind.Array:
                return value is JsonArray elements && elements.All(element => Fits(type.Element!, element));
            case AvroKind.Map:
                return value is JsonObject members && members.All(member => Fits(type.Element!, member.Value));
            case AvroKind.Union:
                return type.Branches.Any(branch => Fits(branch, value));
            default:
                return value is JsonObject fields && type.Fields is not null && type.Fields.All(field =>
                    fields.TryGetPropertyValue(field.Name, out var given) ? Fits(field.Type, given) : field.HasDefault && Fits(field.Type, field.Default));
        }
    }
}
