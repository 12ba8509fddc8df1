using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Makes the Avro type of one Connect schema. Used once.</summary>
internal sealed class AvroTypeBuilder(AvroDataSettings settings)
{
    private readonly ConnectDefaults defaults = new(settings);
    private readonly AvroTypeProperties properties = new(settings);

    // A type is declared once and referred to after: equal schemas share one, a nested name means the record around it.
    private readonly Dictionary<Schema, AvroType> known = [];
    private readonly Dictionary<string, AvroType> records = new(StringComparer.Ordinal);
    private readonly HashSet<string> seenNames = new(StringComparer.Ordinal);
    private int unnamed;

    /// <summary>The type of a schema.</summary>
    /// <exception cref="DataException">Avro can't express it.</exception>
    public AvroType Build(Schema schema) => Build(schema, ignoreOptional: false);

    private static Schema NonOptional(Schema schema)
    {
        if (!schema.IsOptional)
        {
            return schema;
        }

        return SchemaCopy.Of(schema, optional: false);
    }

    private static AvroType Optional(Schema schema, AvroType type)
    {
        if (!schema.IsOptional)
        {
            return type;
        }

        var nothing = new AvroType(AvroKind.Null);
        return AvroType.Union(schema.DefaultValue is null ? [nothing, type] : [type, nothing]);
    }

    private AvroType BuildInside(Schema? schema, bool ignoreOptional)
    {
        if (schema is null)
        {
            throw new DataException("An array or map without schemas of its elements can't be written in Avro");
        }

        if (schema.Name is not null && records.TryGetValue(schema.Name, out var record))
        {
            return ignoreOptional ? record : Optional(schema, record);
        }

        return Build(schema, ignoreOptional);
    }

    private AvroType Build(Schema schema, bool ignoreOptional)
    {
        var isUnion = ConnectSchemas.IsUnion(schema);
        if (!isUnion && !schema.IsOptional && known.TryGetValue(schema, out var same))
        {
            return same;
        }

        var type = schema.Type switch
        {
            SchemaType.Int8 or SchemaType.Int16 or SchemaType.Int32 => new AvroType(AvroKind.Int),
            SchemaType.Int64 => new AvroType(AvroKind.Long),
            SchemaType.Float32 => new AvroType(AvroKind.Float),
            SchemaType.Float64 => new AvroType(AvroKind.Double),
            SchemaType.Boolean => new AvroType(AvroKind.Boolean),
            SchemaType.String => OfString(schema),
            SchemaType.Bytes => OfBytes(schema),
            SchemaType.Array => AvroType.Array(BuildInside(schema.ValueSchema, ignoreOptional: false)),
            SchemaType.Map => OfMap(schema),
            _ => OfStruct(schema, isUnion),
        };
        if (type.Kind != AvroKind.Union)
        {
            properties.Apply(type, schema);
            if (!ignoreOptional)
            {
                type = Optional(schema, type);
            }
        }

        if (!schema.IsOptional)
        {
            known[schema] = type;
        }

        return type;
    }

    private AvroType OfString(Schema schema)
    {
        if (!(settings.GeneralizedSumTypes || settings.Enhanced)
            || !(ConnectSchemas.Has(schema, ConnectNames.GeneralizedEnum) || ConnectSchemas.Has(schema, ConnectNames.Enum)))
        {
            return new AvroType(AvroKind.String);
        }

        var parameter = settings.GeneralizedSumTypes ? ConnectNames.GeneralizedEnum : ConnectNames.Enum;
        var enumName = ConnectSchemas.Parameter(schema, parameter) ?? throw new DataException(
            $"{schema} is an enum, but its parameter {parameter} is missing, which names it where {AvroDataSettings.GeneralizedSumTypesName}="
            + (settings.GeneralizedSumTypes ? "true" : "false"));
        var symbols = new List<string>();
        foreach (var (key, _) in schema.Parameters!)
        {
            if (key.Length > parameter.Length && key.StartsWith(parameter, StringComparison.Ordinal) && key[parameter.Length] == '.')
            {
                symbols.Add(key[(parameter.Length + 1)..]);
            }
        }

        var (_, name) = NameOrDefault(schema);
        return settings.DiscardTypeDocDefault
            ? AvroType.Enum(enumName, ConnectSchemas.Parameter(schema, ConnectNames.EnumDocDiscarding), symbols, null)
            : AvroType.Enum(
                enumName,
                ConnectSchemas.Parameter(schema, ConnectNames.EnumDocPrefix + name),
                symbols,
                ConnectSchemas.Parameter(schema, ConnectNames.EnumDefaultPrefix + name));
    }

    private AvroType OfBytes(Schema schema)
    {
        AvroType type;
        if (ConnectSchemas.IsFixed(schema))
        {
            var (space, name) = NameOrDefault(schema);
            type = AvroType.Fixed(space, name, ConnectSchemas.Number(schema, ConnectNames.FixedSize));
        }
        else
        {
            type = new AvroType(AvroKind.Bytes);
        }

        if (string.Equals(schema.Name, Abi.Data.Decimal.LogicalName, StringComparison.OrdinalIgnoreCase))
        {
            type.AddProperty(ConnectNames.Scale, ConnectSchemas.Number(schema, Abi.Data.Decimal.ScaleField));
            type.AddProperty(
                ConnectNames.Precision,
                ConnectSchemas.Has(schema, ConnectNames.DecimalPrecision) ? ConnectSchemas.Number(schema, ConnectNames.DecimalPrecision) : ConnectNames.DefaultPrecision);
        }

        return type;
    }

    private AvroType OfMap(Schema schema)
    {
        if (ConnectSchemas.IsAvroMap(schema, settings))
        {
            return AvroType.Map(BuildInside(schema.ValueSchema, ignoreOptional: false));
        }

        AvroType entry;
        if (schema.Name is null)
        {
            entry = AvroType.Record(ConnectNames.Namespace, ConnectNames.MapEntry, null);
        }
        else
        {
            var (space, name) = NameOrDefault(schema);
            entry = AvroType.Record(space, name, null);
            entry.AddProperty(ConnectNames.InternalType, ConnectNames.MapEntry);
        }

        entry.Fields = [FieldOf(ConnectNames.Key, schema.KeySchema, null), FieldOf(ConnectNames.Value, schema.ValueSchema, null)];
        return AvroType.Array(entry);
    }

    private AvroType OfStruct(Schema schema, bool isUnion)
    {
        if (schema.Name == ConnectNames.Variant)
        {
            var variant = AvroType.Record("confluent.type", "Variant", null);
            variant.Fields =
            [
                new AvroField("metadata", new AvroType(AvroKind.Bytes), null),
                new AvroField("value", new AvroType(AvroKind.Bytes), null),
            ];
            variant.AddProperty(ConnectNames.LogicalType, ConnectNames.VariantLogicalType);
            return variant;
        }

        if (isUnion)
        {
            var branches = new List<AvroType>();
            if (schema.IsOptional)
            {
                branches.Add(new AvroType(AvroKind.Null));
            }

            foreach (var field in schema.Fields)
            {
                branches.Add(BuildInside(NonOptional(field.Schema), ignoreOptional: true));
            }

            return AvroType.Union(branches);
        }

        return schema.IsOptional
            ? AvroType.Union([new AvroType(AvroKind.Null), BuildInside(NonOptional(schema), ignoreOptional: false)])
            : OfRecord(schema);
    }

    private AvroType OfRecord(Schema schema)
    {
        var (space, name) = NameOrDefault(schema);
        var doc = ConnectSchemas.Parameter(schema, settings.DiscardTypeDocDefault ? ConnectNames.RecordDocDiscarding : ConnectNames.RecordDoc);
        var record = AvroType.Record(space, name, doc);
        if (schema.Name is not null)
        {
            records[schema.Name] = record;
        }

        var fields = new List<AvroField>(schema.Fields.Length);
        foreach (var field in schema.Fields)
        {
            var fieldName = settings.ScrubInvalidNames ? AvroNames.Scrub(field.Name) : field.Name;
            var fieldDoc = settings.DiscardTypeDocDefault ? null : ConnectSchemas.Parameter(schema, ConnectNames.FieldDocPrefix + field.Name);
            fields.Add(FieldOf(fieldName, field.Schema, fieldDoc));
        }

        record.Fields = fields;
        return record;
    }

    private AvroField FieldOf(string name, Schema? schema, string? doc)
    {
        if (schema is null)
        {
            throw new DataException("A map without schemas of its keys and values can't be written in Avro");
        }

        AvroNames.Check(name, "name of a field");
        var scrubbed = settings.ScrubInvalidNames ? AvroNames.ScrubFull(schema.Name) : schema.Name;
        var seen = scrubbed is not null && !seenNames.Add(scrubbed);
        var standard = schema.DefaultValue is { } value ? defaults.ToJson(schema, value) : null;
        var type = Build(schema, ignoreOptional: false);
        var field = new AvroField(name, type, settings.DiscardTypeDocDefault ? schema.Doc : doc);
        if ((schema.DefaultValue is not null || schema.IsOptional) && AvroDefaultCheck.Fits(type, standard))
        {
            field = field with { HasDefault = true, Default = standard };
        }

        // The type's own parameters are written where it is declared, which is not here.
        if (settings.ConnectMetaData && seen && schema.Parameters is { Count: > 0 } && (type.IsNamed || type.Branches.Any(b => b.IsNamed)))
        {
            var parameters = properties.ParametersOf(schema);
            if (parameters.Count > 0)
            {
                field = field with { Parameters = parameters };
            }
        }

        return field;
    }

    private (string? Space, string? Name) NameOrDefault(Schema schema)
    {
        if (schema.Name is not null)
        {
            return AvroNames.Split(schema.Name, settings.ScrubInvalidNames);
        }

        var number = ++unnamed;
        return (ConnectNames.Namespace, ConnectNames.DefaultRecord + (number > 1 ? number.ToString(CultureInfo.InvariantCulture) : string.Empty));
    }
}
