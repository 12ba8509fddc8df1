using System.Collections.Frozen;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>The names that Avro's types have in the text of a schema.</summary>
internal static class AvroTypeNames
{
    private static readonly FrozenDictionary<string, Schema.Type> Primitives = new Dictionary<string, Schema.Type>
    {
        ["null"] = Schema.Type.Null,
        ["boolean"] = Schema.Type.Boolean,
        ["int"] = Schema.Type.Int,
        ["long"] = Schema.Type.Long,
        ["float"] = Schema.Type.Float,
        ["double"] = Schema.Type.Double,
        ["bytes"] = Schema.Type.Bytes,
        ["string"] = Schema.Type.String,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a text names one of the types without parts.</summary>
    public static bool TryPrimitive(string name, out Schema.Type type) => Primitives.TryGetValue(name, out type);

    /// <summary>Whether a text is the name of a type, so that a definition of that name needs its namespace in front.</summary>
    public static bool Contains(string name) =>
        Primitives.ContainsKey(name) || name is "record" or "enum" or "array" or "map" or "union" or "fixed";

    /// <summary>The name of a type.</summary>
    public static string Of(Schema.Type type) => type switch
    {
        Schema.Type.Error => "record",
        _ => Schema.GetTypeString(type),
    };
}
