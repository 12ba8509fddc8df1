using System.Numerics;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>The schema that a value has by itself, and the one that several have in common.</summary>
internal static class SchemaInference
{
    public static Schema? Of(object? value)
    {
        switch (value)
        {
            case string:
                return Schema.String;
            case bool:
                return Schema.Boolean;
            case sbyte:
                return Schema.Int8;
            case short:
                return Schema.Int16;
            case int:
                return Schema.Int32;
            case long:
                return Schema.Int64;
            case float:
                return Schema.Float32;
            case double:
                return Schema.Float64;
            case byte[] or ReadOnlyMemory<byte>:
                return Schema.Bytes;
            case Struct structure:
                return structure.Schema;
            case null or EpochMillis or BigDecimal or BigInteger:
                return null;
            case IReadOnlyList<object?> list:
                return OfList(list);
            default:
                return ConnectMap.From(value) is { } map ? OfMap(map) : null;
        }
    }

    /// <summary>The schema that values of two parsed schemas can both be converted to; null for none.</summary>
    public static Schema? Common(Schema previous, Schema next)
    {
        if (previous.Type == next.Type)
        {
            return next;
        }

        return previous.Type <= SchemaType.Float64 && next.Type <= SchemaType.Float64 ? previous.Type > next.Type ? previous : next : null;
    }

    private static Schema? OfList(IReadOnlyList<object?> list)
    {
        Nesting.CheckStack();
        var element = default(Element);
        for (var i = 0; i < list.Count; i++)
        {
            if (!element.Take(list[i]))
            {
                return null;
            }
        }

        return list.Count == 0 ? null : SchemaBuilder.Array(element.Build()).Build();
    }

    private static Schema? OfMap(ConnectMap map)
    {
        Nesting.CheckStack();
        var keys = default(Element);
        var values = default(Element);
        foreach (var (key, value) in map)
        {
            if (!keys.Take(key) || !values.Take(value))
            {
                return null;
            }
        }

        return map.Count == 0 ? null : SchemaBuilder.Map(keys.Build(), values.Build()).Build();
    }

    // Keeps the type alone, as Java does: elements that are collections or structs have schemas without elements or fields.
    private struct Element
    {
        private SchemaType? type;
        private bool optional;

        public bool Take(object? value)
        {
            if (value is null)
            {
                optional = true;
                return true;
            }

            if (Of(value) is not { } schema || (type is not null && type != schema.Type))
            {
                return false;
            }

            type = schema.Type;
            return true;
        }

        public readonly Schema Build()
        {
            var builder = SchemaBuilder.Of(
                type ?? throw new SchemaBuilderException("The type of the elements can't be told: all of them are null"));
            return (optional ? builder.Optional() : builder).Build();
        }
    }
}
