using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Casting;

/// <summary>The pairs of field and type in a cast's specification. Stateless.</summary>
internal static class CastTypes
{
    /// <summary>Reads a specification.</summary>
    /// <param name="spec">Either one type, or pairs <c>field:type</c>.</param>
    /// <param name="whole">The type of the whole value, where there is one type only.</param>
    /// <returns>The types by field.</returns>
    /// <exception cref="ConfigException">It is malformed or names a type that can't be cast to.</exception>
    public static Dictionary<string, SchemaType> Parse(IReadOnlyList<string> spec, out SchemaType? whole)
    {
        if (spec.Count == 0)
        {
            throw new ConfigException("Must specify at least one field to cast.");
        }

        whole = null;
        var types = new Dictionary<string, SchemaType>();
        foreach (var entry in spec)
        {
            // Empty parts at the end count for nothing.
            var parts = entry.TrimEnd(':').Split(':');
            if (parts.Length > 2)
            {
                throw new ConfigException("spec", string.Join(',', spec), $"Invalid cast: {entry}; it is to be field:type or a type alone");
            }

            var type = TypeNamed(parts[^1].Trim());
            if (parts.Length == 1)
            {
                whole = type;
            }
            else
            {
                types[parts[0].Trim()] = type;
            }
        }

        return whole is null || spec.Count == 1
            ? types
            : throw new ConfigException(
                "Cast transformations that specify a type to cast the entire value to may only specify a single cast in their spec");
    }

    private static SchemaType TypeNamed(string name)
    {
        const string supported = "int8, int16, int32, int64, float32, float64, boolean and string";
        if (!SchemaTypes.TryParse(name.ToLowerInvariant(), out var type))
        {
            throw new ConfigException($"Invalid type found in casting spec: {name}; the types are {supported}");
        }

        return type <= SchemaType.String
            ? type
            : throw new ConfigException($"Cast transformation does not support casting to {type.ToName()}; supported types are {supported}");
    }
}
