using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>Whether values fit schemas. The check makes no text; only a misfit is walked again, to say where.</summary>
internal static class SchemaValidation
{
    public static bool Fits(Schema schema, object? value)
    {
        if (value is null)
        {
            return schema.IsOptional;
        }

        switch (schema.Storage)
        {
            case StorageKind.Array:
                return value is IReadOnlyList<object?> list && ElementsFit(schema.ValueSchema, list);
            case StorageKind.Map:
                return ConnectMap.From(value) is { } map && EntriesFit(schema, map);
            case StorageKind.Struct:
                return value is Struct structure && StructFits(schema, structure);
            default:
                return HasForm(schema.Storage, value);
        }
    }

    /// <summary>Whether a value is of a schema's type, without looking at what it holds.</summary>
    public static bool HasType(Schema schema, object? value)
    {
        if (value is null)
        {
            return schema.IsOptional;
        }

        // The form that goes with the bare type is as good as the one that goes with the logical name.
        return HasForm(schema.Storage, value) || (schema.Name is not null && HasForm(new Schema(schema.Type).Storage, value));
    }

    /// <summary>Says why a value does not fit.</summary>
    public static DataException Misfit(Schema schema, object? value, string location)
    {
        var type = schema.Type.ToName();
        if (value is null)
        {
            return new DataException($"Invalid value: null used for required {location}, schema type: {type.ToUpperInvariant()}");
        }

        if (!HasForm(schema.Storage, value))
        {
            var name = schema.Name is null ? string.Empty : $" \"{schema.Name}\"";
            return new DataException(
                $"Invalid .NET object for schema{name} with type {type.ToUpperInvariant()}: {value.GetType()} for {location}; it takes {FormOf(schema.Storage)}");
        }

        switch (schema.Storage)
        {
            case StorageKind.Array:
                var list = (IReadOnlyList<object?>)value;
                return schema.ValueSchema is null
                    ? new DataException($"No schema defined for element of array {location}")
                    : FirstMisfit(schema.ValueSchema, list, $"element of array {location}") ?? Unclear(schema, location);
            case StorageKind.Map:
                var map = ConnectMap.From(value)!;
                if (schema.KeySchema is null || schema.ValueSchema is null)
                {
                    return new DataException($"No schema defined for {(schema.KeySchema is null ? "key" : "value")} of map {location}");
                }

                foreach (var (key, element) in map)
                {
                    if (!Fits(schema.KeySchema, key))
                    {
                        return Misfit(schema.KeySchema, key, $"key of map {location}");
                    }

                    if (!Fits(schema.ValueSchema, element))
                    {
                        return Misfit(schema.ValueSchema, element, $"value of map {location}");
                    }
                }

                return Unclear(schema, location);
            case StorageKind.Struct:
                var structure = (Struct)value;
                return structure.Schema.Equals(schema)
                    ? structure.FirstMisfit() ?? Unclear(schema, location)
                    : new DataException($"Struct schemas do not match for {location}: the struct has {structure.Schema}, expected is {schema}");
            default:
                return Unclear(schema, location);
        }
    }

    private static bool HasForm(StorageKind kind, object value) => kind switch
    {
        StorageKind.Int8 => value is sbyte,
        StorageKind.Int16 => value is short,
        StorageKind.Int32 => value is int,
        StorageKind.Int64 => value is long,
        StorageKind.Float32 => value is float,
        StorageKind.Float64 => value is double,
        StorageKind.Boolean => value is bool,
        StorageKind.EpochMillis => value is EpochMillis,
        StorageKind.String => value is string,
        StorageKind.Bytes => value is byte[] or ReadOnlyMemory<byte>,
        StorageKind.BigDecimal => value is BigDecimal,
        StorageKind.Array => value is IReadOnlyList<object?>,
        StorageKind.Map => ConnectMap.IsMap(value),
        StorageKind.Struct => value is Struct,
        _ => false,
    };

    private static string FormOf(StorageKind kind) => kind switch
    {
        StorageKind.Int8 => "an sbyte",
        StorageKind.Int16 => "a short",
        StorageKind.Int32 => "an int",
        StorageKind.Int64 => "a long",
        StorageKind.Float32 => "a float",
        StorageKind.Float64 => "a double",
        StorageKind.Boolean => "a bool",
        StorageKind.EpochMillis => nameof(EpochMillis),
        StorageKind.String => "a string",
        StorageKind.Bytes => "a byte[] or a ReadOnlyMemory<byte>",
        StorageKind.BigDecimal => nameof(BigDecimal),
        StorageKind.Array => "an IReadOnlyList<object?>",
        StorageKind.Map => nameof(ConnectMap),
        StorageKind.Struct => nameof(Struct),
        _ => "nothing, since the logical name does not go with the type",
    };

    // A struct may be inside of itself without end.
    private static bool StructFits(Schema schema, Struct structure)
    {
        Nesting.CheckStack();
        return structure.Schema.Equals(schema) && structure.IsValid;
    }

    private static bool ElementsFit(Schema? schema, IReadOnlyList<object?> list)
    {
        if (schema is null)
        {
            return false;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (!Fits(schema, list[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool EntriesFit(Schema schema, ConnectMap map)
    {
        if (schema.KeySchema is null || schema.ValueSchema is null)
        {
            return false;
        }

        foreach (var (key, value) in map)
        {
            if (!Fits(schema.KeySchema, key) || !Fits(schema.ValueSchema, value))
            {
                return false;
            }
        }

        return true;
    }

    private static DataException? FirstMisfit(Schema schema, IReadOnlyList<object?> list, string location)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (!Fits(schema, list[i]))
            {
                return Misfit(schema, list[i], location);
            }
        }

        return null;
    }

    // Only reached when another thread changes the value meanwhile.
    private static DataException Unclear(Schema schema, string location) =>
        new($"Invalid value for {location}: it did not fit {schema} while it was checked, and does now");
}
