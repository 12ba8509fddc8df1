using System.Collections.Frozen;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Takes the members of a schema's JSON.</summary>
internal static class SchemaJson
{
    /// <summary>The members of a schema that are no properties, whatever its type.</summary>
    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal, "doc", "fields", "items", "name", "namespace", "size", "symbols", "values", "type", "aliases");

    /// <summary>The members of an enum that are no properties.</summary>
    public static readonly FrozenSet<string> EnumReserved = FrozenSet.Create(StringComparer.Ordinal, [.. Reserved, "default"]);

    /// <summary>The members of a field that are no properties.</summary>
    public static readonly FrozenSet<string> FieldReserved = FrozenSet.Create(
        StringComparer.Ordinal, "default", "doc", "name", "order", "type", "aliases");

    /// <summary>A member, or null if there is none.</summary>
    public static JsonElement? Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A member that is a text, or null if it is missing or something else.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member that has to be an array.</summary>
    public static JsonElement RequiredArray(this JsonElement json, string name, string path) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } value
            ? value
            : throw AvroSchemaException.At(path, $"\"{name}\" is missing or no array");

    /// <summary>The member <c>aliases</c>: texts, each kept once.</summary>
    public static IReadOnlyList<string> Aliases(this JsonElement json, string path)
    {
        if (json.Member("aliases") is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw AvroSchemaException.At($"{path}/aliases", "\"aliases\" is no array");
        }

        var aliases = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            var alias = item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw AvroSchemaException.At($"{path}/aliases", $"the alias {item.GetRawText()} is no text");
            if (!aliases.Contains(alias))
            {
                aliases.Add(alias);
            }
        }

        return aliases;
    }

    /// <summary>All members. A name that stands twice keeps its first place and has its last value.</summary>
    public static OrderedDictionary<string, JsonElement> Members(this JsonElement json)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    /// <summary>The members that are not reserved, as JSON texts.</summary>
    public static PropertyMap Properties(this JsonElement json, FrozenSet<string> reserved)
    {
        var properties = new PropertyMap();
        foreach (var (name, value) in json.Members())
        {
            if (!reserved.Contains(name))
            {
                properties.Add(name, JsonText.Of(value));
            }
        }

        return properties;
    }
}
