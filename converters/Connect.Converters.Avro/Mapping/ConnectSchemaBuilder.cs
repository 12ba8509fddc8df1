using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Makes the Connect schema of one Avro schema. Used once.</summary>
/// <param name="settings">How to map.</param>
/// <param name="unions">Numbers the unions of a converter's life, where they are named by number.</param>
internal sealed class ConnectSchemaBuilder(AvroDataSettings settings, UnionNumbers unions)
{
    // With some settings a record is made anew wherever it is referred to: how many parts may come of it.
    private const int MaxParts = 1 << 20;

    private readonly ConnectSchemaProperties properties = new(settings);

    // Records that are being made, for those inside that are of the same kind.
    private readonly Dictionary<AvroSchema, SchemaBuilder> open = new(ReferenceEqualityComparer.Instance);

    // A record that is referred to a hundred times is made once, or a schema of a few lines could take all memory.
    private readonly Dictionary<(AvroSchema Schema, bool Optional), Schema> made = new(RecordComparer.Instance);

    private int parts;

    /// <summary>The schema of an Avro schema.</summary>
    /// <param name="schema">The Avro schema.</param>
    /// <param name="version">The version to have unless it says one itself; null for none.</param>
    /// <exception cref="DataException">Connect can't express it.</exception>
    public Schema Build(AvroSchema schema, int? version) => Build(schema, new SchemaPosition(false, null, null, version));

    private Schema BuildInside(AvroSchema schema, in SchemaPosition position)
    {
        return open.TryGetValue(schema, out var builder) ? builder.Reference(position.Optional) : Build(schema, position);
    }

    private Schema Build(AvroSchema schema, in SchemaPosition position)
    {
        NestingGuard.Check();
        if (schema is global::Avro.UnionSchema { Count: var count } union)
        {
            if (count == 1 && settings.FlattenSingletonUnions)
            {
                return BuildInside(union[0], new SchemaPosition(false, null, position.Doc, null));
            }

            if (AvroSchemas.Nullable(union) is { } branch)
            {
                return BuildInside(branch, new SchemaPosition(true, null, position.Doc, null));
            }
        }

        if (++parts > MaxParts)
        {
            throw new DataException($"The Avro schema has more than {MaxParts} parts, where each record counts as often as it is referred to");
        }

        var shared = schema.Tag == AvroSchema.Type.Record && position is { Default: null, Version: null } && !settings.GeneralizedSumTypes
            && !settings.DiscardTypeDocDefault;
        if (shared && made.TryGetValue((schema, position.Optional), out var known))
        {
            return known;
        }

        var result = new ConnectSchemaParts();
        Begin(schema, result);
        properties.Apply(schema, result, position);
        open.Remove(schema);
        var finished = result.Builder.Build();
        if (shared)
        {
            made[(schema, position.Optional)] = finished;
        }

        return finished;
    }

    private void Begin(AvroSchema schema, ConnectSchemaParts result)
    {
        switch (schema.Tag)
        {
            case AvroSchema.Type.Boolean:
                result.Builder = SchemaBuilder.Boolean();
                break;
            case AvroSchema.Type.Int:
                ConnectLeafTypes.BeginInt(schema, result, settings);
                break;
            case AvroSchema.Type.Long:
                if (AvroSchemas.HasLogicalType(schema, ConnectNames.TimestampMillis, settings))
                {
                    result.BeginLogical(Timestamp.Builder(), Timestamp.LogicalName);
                }
                else
                {
                    result.Builder = SchemaBuilder.Int64();
                }

                break;
            case AvroSchema.Type.Float:
                result.Builder = SchemaBuilder.Float32();
                break;
            case AvroSchema.Type.Double:
                result.Builder = SchemaBuilder.Float64();
                break;
            case AvroSchema.Type.String:
                result.Builder = SchemaBuilder.String();
                break;
            case AvroSchema.Type.Bytes or AvroSchema.Type.Fixed:
                ConnectLeafTypes.BeginBytes(schema, result, settings);
                break;
            case AvroSchema.Type.Array:
                BeginArray((global::Avro.ArraySchema)schema, result);
                break;
            case AvroSchema.Type.Map:
                result.Builder = SchemaBuilder.Map(Schema.String, BuildInside(((global::Avro.MapSchema)schema).ValueSchema, default));
                break;
            case AvroSchema.Type.Record:
                BeginRecord((global::Avro.RecordSchema)schema, result);
                break;
            case AvroSchema.Type.Enumeration:
                ConnectLeafTypes.BeginEnum((global::Avro.EnumSchema)schema, result, settings);
                break;
            case AvroSchema.Type.Union:
                BeginUnion((global::Avro.UnionSchema)schema, result);
                break;
            case AvroSchema.Type.Null when settings.OwnTypesOnly:
                result.Builder = SchemaBuilder.String().Optional();
                break;
            default:
                throw new DataException(
                    "The Avro type null can't be read by itself, only as a branch of a union with other types: Connect has no such type");
        }
    }

    private void BeginArray(global::Avro.ArraySchema schema, ConnectSchemaParts result)
    {
        if (AvroSchemas.MapEntry(schema) is { } entry)
        {
            var (key, value) = AvroSchemas.KeyAndValue(entry);
            result.Builder = SchemaBuilder.Map(BuildInside(key.Schema, default), BuildInside(value.Schema, default));
        }
        else
        {
            result.Builder = SchemaBuilder.Array(BuildInside(schema.ItemSchema, default));
        }
    }

    private void BeginRecord(global::Avro.RecordSchema schema, ConnectSchemaParts result)
    {
        if (AvroSchemas.IsVariant(schema))
        {
            result.BeginLogical(
                SchemaBuilder.Struct().Name(ConnectNames.Variant).Field("metadata", Schema.Bytes).Field("value", Schema.Bytes),
                ConnectNames.Variant);
            return;
        }

        var builder = result.Builder = SchemaBuilder.Struct();
        if (!open.TryAdd(schema, builder))
        {
            throw new DataException($"The Avro record {schema.Fullname} contains itself without an end: no value could ever be whole");
        }

        var keepsDocs = !settings.DiscardTypeDocDefault && settings.ConnectMetaData;
        if (keepsDocs && SchemaAttributes.Of(schema).Documentation is { } doc)
        {
            builder.Parameter(ConnectNames.RecordDoc, doc);
        }

        foreach (var field in schema.Fields)
        {
            if (keepsDocs && field.Documentation is not null)
            {
                builder.Parameter(ConnectNames.FieldDocPrefix + field.Name, field.Documentation);
            }

            var standard = AvroFieldDefaults.ToObject(field);
            var fieldSchema = Build(field.Schema, new SchemaPosition(false, standard, field.Documentation, null));
            if (settings.ConnectMetaData && !fieldSchema.IsReference && FieldAttributes.Json(field, ConnectNames.Parameters) is ['{', ..] json)
            {
                fieldSchema = ConnectSchemaProperties.WithParameters(fieldSchema, json);
            }

            builder.Field(field.Name, fieldSchema);
        }
    }

    private void BeginUnion(global::Avro.UnionSchema schema, ConnectSchemaParts result)
    {
        var name = settings.GeneralizedSumTypes ? ConnectNames.GeneralizedUnionPrefix + unions.Next() : ConnectNames.Union;
        result.BeginLogical(SchemaBuilder.Struct().Name(name), name);
        if (settings.GeneralizedSumTypes)
        {
            result.Builder.Parameter(ConnectNames.GeneralizedUnion, name);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < schema.Count; i++)
        {
            if (schema[i].Tag == AvroSchema.Type.Null)
            {
                result.Builder.Optional();
                continue;
            }

            var field = UnionFields.NameOf(schema[i], i, settings);
            if (!names.Add(field))
            {
                throw new DataException(
                    $"An Avro union has two branches that would be the field '{field}' of Connect's struct: with {AvroDataSettings.EnhancedName}=true"
                    + " full names tell them apart");
            }

            result.Builder.Field(field, BuildInside(schema[i], new SchemaPosition(true, null, null, null)));
        }
    }

    private sealed class RecordComparer : IEqualityComparer<(AvroSchema Schema, bool Optional)>
    {
        public static readonly RecordComparer Instance = new();

        public bool Equals((AvroSchema Schema, bool Optional) x, (AvroSchema Schema, bool Optional) y) =>
            ReferenceEquals(x.Schema, y.Schema) && x.Optional == y.Optional;

        public int GetHashCode((AvroSchema Schema, bool Optional) obj) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Schema) ^ (obj.Optional ? 1 : 0);
    }
}
