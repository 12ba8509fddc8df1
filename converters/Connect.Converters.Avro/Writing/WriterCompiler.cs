using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Writing;

/// <summary>
/// Makes the writers of one Connect schema for one Avro schema: that which the mapping made of it, or another one of a registry, whose
/// records are filled by position, as in Java. Used once.
/// </summary>
internal sealed class WriterCompiler(AvroDataSettings settings)
{
    private readonly Dictionary<(Schema Schema, AvroSchema Target), StructWriter> structs = new(PairComparer.Instance);

    /// <summary>Makes the writer of payloads. Bytes at the top are all of a payload.</summary>
    public ValueWriter CompilePayload(Schema schema, AvroSchema own, AvroSchema target)
    {
        const string Path = "the value";
        if (target.Tag != AvroSchema.Type.Bytes || own.Tag != AvroSchema.Type.Bytes || schema.Type != SchemaType.Bytes)
        {
            return Compile(Path, schema, own, target);
        }

        var place = new Place(Path, schema);
        var form = new BytesForm(true, null);
        return schema.Name == Abi.Data.Decimal.LogicalName
            ? new DecimalWriter { Place = place, Form = form, Scale = Abi.Data.Decimal.ScaleOf(schema) }
            : ConnectSchemas.IsLogical(schema.Name) ? Refuse(place, target) : new BytesWriter { Place = place, Form = form };
    }

    /// <summary>Makes the writer of a place.</summary>
    /// <param name="path">How to come there, for messages.</param>
    /// <param name="schema">The values' Connect schema.</param>
    /// <param name="own">The Avro schema that the mapping made of it.</param>
    /// <param name="target">The Avro schema that is written.</param>
    public ValueWriter Compile(string path, Schema schema, AvroSchema own, AvroSchema target)
    {
        NestingGuard.Check();
        if (ConnectSchemas.IsUnion(schema) && schema.Type == SchemaType.Struct && schema.Name != ConnectNames.Variant)
        {
            return CompileUnion(path, schema, own, target);
        }

        var ownType = own is global::Avro.UnionSchema optional ? AvroSchemas.Nullable(optional) ?? own : own;
        var (place, type) = Find(path, schema, ownType, target);
        if (place.OnlyNull)
        {
            return new NothingWriter { Place = place };
        }

        return type is null
            ? new RefusingWriter($"its type {ownType.Fullname} is none of the branches of the union that the Avro schema has for it") { Place = place }
            : CompileType(path, schema, ownType, type, place);
    }

    private static ValueWriter Refuse(Place place, AvroSchema target) =>
        new RefusingWriter($"{place.Schema} does not go with the Avro type {AvroTypeNames.Of(target.Tag)}") { Place = place };

    private static ValueWriter CompileNumber<T>(AvroSchema target, Place place)
        where T : struct, System.Numerics.INumber<T> => target.Tag switch
        {
            AvroSchema.Type.Int => new NumberWriter<T, IntEncoding> { Place = place },
            AvroSchema.Type.Long => new NumberWriter<T, LongEncoding> { Place = place },
            AvroSchema.Type.Float => new NumberWriter<T, FloatEncoding> { Place = place },
            AvroSchema.Type.Double => new NumberWriter<T, DoubleEncoding> { Place = place },
            _ => Refuse(place, target),
        };

    private static ValueWriter CompileTime(AvroSchema target, Place place) => target.Tag switch
    {
        AvroSchema.Type.Int => new TimeWriter<IntEncoding> { Place = place },
        AvroSchema.Type.Long => new TimeWriter<LongEncoding> { Place = place },
        AvroSchema.Type.Float => new TimeWriter<FloatEncoding> { Place = place },
        AvroSchema.Type.Double => new TimeWriter<DoubleEncoding> { Place = place },
        _ => Refuse(place, target),
    };

    private (Place Place, AvroSchema? Type) Find(string path, Schema schema, AvroSchema own, AvroSchema target)
    {
        if (target is not global::Avro.UnionSchema union)
        {
            var only = target.Tag == AvroSchema.Type.Null;
            return (new Place(path, schema) { OnlyNull = only, IgnoresDefault = settings.IgnoreDefaultForNullables }, target);
        }

        var branch = -1;
        var nothing = -1;
        for (var i = 0; i < union.Count; i++)
        {
            if (union[i].Tag == AvroSchema.Type.Null)
            {
                nothing = i;
            }
            else if (IsBranch(union[i], own, branch))
            {
                branch = i;
            }
        }

        var place = new Place(path, schema) { Branch = branch, NullBranch = nothing, IgnoresDefault = settings.IgnoreDefaultForNullables };
        return (place, branch < 0 ? null : union[branch]);
    }

    private bool IsBranch(AvroSchema candidate, AvroSchema own, int found)
    {
        if (candidate.Tag != own.Tag)
        {
            return false;
        }

        // With generalized sum types Java's converter can't tell fixed of one size by name, and takes the last of them.
        return settings.GeneralizedSumTypes && own is global::Avro.FixedSchema { Size: var size }
            ? ((global::Avro.FixedSchema)candidate).Size == size
            : found < 0 && (own is not global::Avro.NamedSchema || candidate.Fullname == own.Fullname);
    }

    private ValueWriter CompileUnion(string path, Schema schema, AvroSchema own, AvroSchema target)
    {
        var nothing = target is global::Avro.UnionSchema known ? known.Schemas.ToList().FindIndex(s => s.Tag == AvroSchema.Type.Null) : -1;
        var writer = new UnionWriter
        {
            Place = new Place(path, schema)
            {
                NullBranch = nothing,
                OnlyNull = target.Tag == AvroSchema.Type.Null,
                IgnoresDefault = settings.IgnoreDefaultForNullables,
            },
        };
        var branches = ((global::Avro.UnionSchema)own).Schemas.Where(s => s.Tag != AvroSchema.Type.Null).ToList();
        var fields = schema.Fields;
        var writers = new ValueWriter[fields.Length];
        for (var i = 0; i < writers.Length; i++)
        {
            writers[i] = Compile($"{path}.{fields[i].Name}", fields[i].Schema, branches[i], target);
        }

        writer.Fields = writers;
        return writer;
    }

    private ValueWriter CompileType(string path, Schema schema, AvroSchema own, AvroSchema target, Place place)
    {
        switch (schema.Name)
        {
            case Abi.Data.Decimal.LogicalName:
                return schema.Type == SchemaType.Bytes && FormOf(schema, own, target) is { } form
                    ? new DecimalWriter { Place = place, Form = form, Scale = Abi.Data.Decimal.ScaleOf(schema) }
                    : Refuse(place, target);
            case Date.LogicalName or Time.LogicalName:
                return schema.Type == SchemaType.Int32 ? CompileTime(target, place) : Refuse(place, target);
            case Timestamp.LogicalName:
                return schema.Type == SchemaType.Int64 ? CompileTime(target, place) : Refuse(place, target);
        }

        return schema.Type switch
        {
            SchemaType.Int8 => CompileNumber<sbyte>(target, place),
            SchemaType.Int16 => CompileNumber<short>(target, place),
            SchemaType.Int32 => CompileNumber<int>(target, place),
            SchemaType.Int64 => CompileNumber<long>(target, place),
            SchemaType.Float32 => CompileNumber<float>(target, place),
            SchemaType.Float64 => CompileNumber<double>(target, place),
            SchemaType.Boolean when target.Tag == AvroSchema.Type.Boolean => new BooleanWriter { Place = place },
            SchemaType.String when own.Tag == AvroSchema.Type.Enumeration && target is global::Avro.EnumSchema symbols =>
                new EnumWriter(symbols) { Place = place },
            SchemaType.String when own.Tag == target.Tag => new StringWriter { Place = place },
            SchemaType.Bytes when FormOf(schema, own, target) is { } form => new BytesWriter { Place = place, Form = form },
            SchemaType.Array when target is global::Avro.ArraySchema array && own is global::Avro.ArraySchema ownArray => new ArrayWriter
            {
                Place = place,
                Element = Compile(path + "[]", schema.ValueSchema!, ownArray.ItemSchema, array.ItemSchema),
            },
            SchemaType.Map => CompileMap(path, schema, own, target, place),
            SchemaType.Struct when target is global::Avro.RecordSchema record && own is global::Avro.RecordSchema ownRecord =>
                CompileRecord(path, schema, ownRecord, record, place),
            _ => Refuse(place, target),
        };
    }

    // Bytes and fixed do not stand for each other.
    private static BytesForm? FormOf(Schema schema, AvroSchema own, AvroSchema target) => (own, target) switch
    {
        (global::Avro.FixedSchema, global::Avro.FixedSchema { Size: var size }) => new BytesForm(false, size),
        _ => own.Tag == AvroSchema.Type.Bytes && target.Tag == AvroSchema.Type.Bytes && schema.Type == SchemaType.Bytes
            ? new BytesForm(false, null)
            : null,
    };

    private ValueWriter CompileMap(string path, Schema schema, AvroSchema own, AvroSchema target, Place place)
    {
        switch (own, target)
        {
            case (global::Avro.MapSchema ownMap, global::Avro.MapSchema map):
                return new MapWriter { Place = place, Values = Compile(path + "{}", schema.ValueSchema!, ownMap.ValueSchema, map.ValueSchema) };
            case (global::Avro.ArraySchema { ItemSchema: global::Avro.RecordSchema ownEntry }, global::Avro.ArraySchema { ItemSchema: global::Avro.RecordSchema { Fields.Count: 2 } entry }):
                return new MapEntriesWriter
                {
                    Place = place,
                    Keys = Compile(path + "{key}", schema.KeySchema!, ownEntry.Fields[0].Schema, entry.Fields[0].Schema),
                    Values = Compile(path + "{}", schema.ValueSchema!, ownEntry.Fields[1].Schema, entry.Fields[1].Schema),
                };
            default:
                return Refuse(place, target);
        }
    }

    private ValueWriter CompileRecord(string path, Schema schema, global::Avro.RecordSchema own, global::Avro.RecordSchema target, Place place)
    {
        var fields = schema.Fields;
        if (own.Fields.Count != fields.Length)
        {
            throw new DataException(
                $"{path} has the name {schema.Name} of a struct around it, but other fields: Avro can't tell the two apart, give them names of their own");
        }

        // The writers of the fields are the same wherever such a struct stands; the struct's own place is not.
        var writer = new StructWriter { Place = place };
        if (structs.TryGetValue((schema, target), out var known) && known.Fields.Length > 0)
        {
            writer.Fields = known.Fields;
            return writer;
        }

        if (target.Fields.Count > fields.Length)
        {
            return new RefusingWriter(
                $"the Avro record {target.Fullname} that it is written with has {target.Fields.Count} fields, and the data {fields.Length}: it is"
                + " filled by position, and the defaults of an Avro schema are for reading") { Place = place };
        }

        var writers = new ValueWriter[target.Fields.Count];
        writer.Fields = writers;
        structs[(schema, target)] = writer;
        for (var i = 0; i < writers.Length; i++)
        {
            var name = settings.ScrubInvalidNames ? AvroNames.Scrub(fields[i].Name) : fields[i].Name;
            if (own.Fields[i].Name != name)
            {
                throw new DataException(
                    $"{path} has the name {schema.Name} of a struct around it, but other fields: Avro can't tell the two apart, give them names of their own");
            }

            writers[i] = Compile($"{path}.{fields[i].Name}", fields[i].Schema, own.Fields[i].Schema, target.Fields[i].Schema);
        }

        return writer;
    }

    private sealed class PairComparer : IEqualityComparer<(Schema Schema, AvroSchema Target)>
    {
        public static readonly PairComparer Instance = new();

        // A reference has the fields of the struct that it stands for.
        public bool Equals((Schema Schema, AvroSchema Target) x, (Schema Schema, AvroSchema Target) y) =>
            ReferenceEquals(x.Target, y.Target) && (ReferenceEquals(x.Schema, y.Schema) || x.Schema.Fields.Equals(y.Schema.Fields));

        public int GetHashCode((Schema Schema, AvroSchema Target) obj) =>
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Target);
    }
}
