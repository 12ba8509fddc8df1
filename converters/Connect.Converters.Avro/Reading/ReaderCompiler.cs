using System.Runtime.CompilerServices;
using Connect.Abi.Data;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Reading;

/// <summary>
/// Makes the readers of data that was written with one Avro schema and is read with another, or the same, as values of the Connect
/// schema that the mapping made of the latter. Used once.
/// </summary>
internal sealed class ReaderCompiler(AvroDataSettings settings)
{
    private readonly Dictionary<(RecordResolution Record, Schema Schema), FieldStep[]> records = new(PairComparer.Instance);

    /// <summary>Makes the reader of bytes that are all of a payload.</summary>
    public static ValueReader CompileRaw(Schema schema) => CompileBytes(new BytesSource(true, null), schema);

    /// <summary>Makes the reader of a place.</summary>
    /// <param name="resolution">How the data becomes that of the reader's Avro schema.</param>
    /// <param name="schema">The values' Connect schema.</param>
    public ValueReader Compile(Resolution resolution, Schema schema)
    {
        NestingGuard.Check();
        switch (resolution)
        {
            case ErrorResolution error:
                return new RefusingReader(error.Message);
            case WriterUnionResolution union:
                return CompileBranches(union, schema);
            case ReaderUnionResolution branch:
                return CompileMember(branch, schema);
        }

        if (settings.LogicalTypeConverters && LogicalTypes.Of(resolution.Reader) != LogicalType.None)
        {
            return new RefusingReader(
                $"with {AvroDataSettings.LogicalTypeConvertersName}=true values of the logical type {LogicalTypes.NameOf(resolution.Reader)} can't be"
                + " read, as in Java's converter: leave the setting out");
        }

        return resolution switch
        {
            EnumResolution symbols => Plain(schema, new EnumReader(SymbolsOf(symbols))),
            ArrayResolution array => Plain(schema, CompileArray(array, schema)),
            MapResolution map => Plain(schema, new MapReader(1 + LeastBytes.Of(((global::Avro.MapSchema)map.Writer).ValueSchema))
            {
                Values = Compile(map.Values, schema.ValueSchema!),
            }),
            RecordResolution record => Plain(schema, CompileRecord(record, schema)),
            _ => CompilePrimitive(resolution, schema),
        };
    }

    private static ValueReader CompilePrimitive(Resolution resolution, Schema schema) => resolution.Writer.Tag switch
    {
        AvroSchema.Type.Null => NullReader.Instance,
        AvroSchema.Type.Boolean => Plain(schema, new BooleanReader()),
        AvroSchema.Type.Int => CompileNumber<IntDecoding>(schema),
        AvroSchema.Type.Long => CompileNumber<LongDecoding>(schema),
        AvroSchema.Type.Float => CompileNumber<FloatDecoding>(schema),
        AvroSchema.Type.Double => CompileNumber<DoubleDecoding>(schema),
        AvroSchema.Type.Fixed => CompileBytes(new BytesSource(false, ((global::Avro.FixedSchema)resolution.Writer).Size), schema),

        // Strings and bytes are laid out alike: the reader's schema decides.
        _ when resolution.Reader.Tag == AvroSchema.Type.String => Plain(schema, new StringReader()),
        _ => CompileBytes(new BytesSource(false, null), schema),
    };

    private static ValueReader CompileNumber<TDecoding>(Schema schema)
        where TDecoding : struct, INumberDecoding => schema.Name switch
        {
            Date.LogicalName when schema.Type == SchemaType.Int32 => new DateReader(schema),
            Time.LogicalName when schema.Type == SchemaType.Int32 => new TimeReader(schema),
            Timestamp.LogicalName when schema.Type == SchemaType.Int64 => new TimestampReader<TDecoding>(schema),
            _ => Plain(schema, schema.Type switch
            {
                SchemaType.Int8 => new NumberReader<sbyte, TDecoding>(),
                SchemaType.Int16 => new NumberReader<short, TDecoding>(),
                SchemaType.Int32 => new NumberReader<int, TDecoding>(),
                SchemaType.Int64 => new NumberReader<long, TDecoding>(),
                SchemaType.Float32 => new NumberReader<float, TDecoding>(),
                SchemaType.Float64 => new NumberReader<double, TDecoding>(),
                _ => Misfit(schema),
            }),
        };

    private static ValueReader CompileBytes(BytesSource source, Schema schema)
    {
        if (schema.Type != SchemaType.Bytes)
        {
            return Misfit(schema);
        }

        return schema.Name == Abi.Data.Decimal.LogicalName
            ? new DecimalReader(source, Abi.Data.Decimal.ScaleOf(schema))
            : Plain(schema, new BytesReader(source));
    }

    // A logical name on a type that can't carry it: Java fails at each value that is not null.
    private static ValueReader Plain(Schema schema, ValueReader reader) => ConnectSchemas.IsLogical(schema.Name) ? Misfit(schema) : reader;

    private static RefusingReader Misfit(Schema schema) =>
        new($"a {schema.Name ?? schema.ToString()} can't be made of values of the type {schema.Type.ToName()}");

    private static string?[] SymbolsOf(EnumResolution resolution)
    {
        var reader = (global::Avro.EnumSchema)resolution.Reader;
        var symbols = new string?[resolution.Symbols.Count];
        for (var i = 0; i < symbols.Length; i++)
        {
            symbols[i] = resolution.Symbols[i] < 0 ? null : reader.Symbols[resolution.Symbols[i]];
        }

        return symbols;
    }

    private ValueReader CompileBranches(WriterUnionResolution union, Schema schema)
    {
        var branches = new ValueReader[union.Branches.Count];
        for (var i = 0; i < branches.Length; i++)
        {
            branches[i] = Compile(union.Branches[i], schema);
        }

        return branches switch
        {
            [NullReader, _] => new NullableReader(0) { Value = branches[1] },
            [_, NullReader] => new NullableReader(1) { Value = branches[0] },
            _ => new BranchesReader(branches),
        };
    }

    private ValueReader CompileMember(ReaderUnionResolution member, Schema schema)
    {
        var union = (global::Avro.UnionSchema)member.Reader;
        var branch = union[member.Branch];
        if (branch.Tag == AvroSchema.Type.Null)
        {
            return NullReader.Instance;
        }

        if ((union.Count == 1 && settings.FlattenSingletonUnions) || AvroSchemas.Nullable(union) is not null)
        {
            return Compile(member.Value, schema);
        }

        var position = 0;
        for (var i = 0; i < member.Branch; i++)
        {
            position += union[i].Tag == AvroSchema.Type.Null ? 0 : 1;
        }

        var match = UnionMatch.Find(branch, schema, position, settings);
        return match.Field is { } field
            ? new UnionMemberReader(schema, field, Compile(member.Value, field.Schema))
            : new RefusingReader(match.Refusal!);
    }

    private ValueReader CompileArray(ArrayResolution array, Schema schema)
    {
        var least = LeastBytes.Of(((global::Avro.ArraySchema)array.Writer).ItemSchema);
        if (schema.Type != SchemaType.Map)
        {
            return new ArrayReader(least) { Element = Compile(array.Items, schema.ValueSchema!) };
        }

        if (schema.KeySchema is { Type: SchemaType.String, IsOptional: false })
        {
            return new RefusingReader("a map with required string keys is written as an Avro map, not as an array of entries");
        }

        return array.Items is RecordResolution entry
            ? new MapEntriesReader(least) { Steps = CompileEntry(entry, schema) }
            : new ArrayReader(least) { Element = Compile(array.Items, schema) };
    }

    private EntryStep[] CompileEntry(RecordResolution entry, Schema schema)
    {
        var steps = new List<EntryStep>();
        foreach (var (writer, reader, value) in entry.Fields)
        {
            steps.Add(reader is null
                ? new EntryStep(new SkippingReader(writer.Schema), EntryPart.None)
                : new EntryStep(Compile(value!, PartOf(schema, reader).Schema), PartOf(schema, reader).Part));
        }

        foreach (var (reader, binary) in entry.Defaults)
        {
            steps.Add(new EntryStep(CompileDefault(reader, binary, PartOf(schema, reader).Schema), PartOf(schema, reader).Part));
        }

        return [.. steps];
    }

    private static (Schema Schema, EntryPart Part) PartOf(Schema schema, global::Avro.Field field) =>
        field.Name == ConnectNames.Key ? (schema.KeySchema!, EntryPart.Key) : (schema.ValueSchema!, EntryPart.Value);

    private StructReader CompileRecord(RecordResolution record, Schema schema)
    {
        var reader = new StructReader(schema);
        if (records.TryGetValue((record, schema), out var known))
        {
            reader.Steps = known;
            return reader;
        }

        var fields = schema.Fields;
        var steps = new FieldStep[record.Fields.Count + record.Defaults.Count];
        records.Add((record, schema), steps);
        reader.Steps = steps;
        var at = 0;
        foreach (var (writer, target, value) in record.Fields)
        {
            steps[at++] = target is null
                ? new FieldStep(new SkippingReader(writer.Schema), null)
                : new FieldStep(Compile(value!, fields[target.Pos].Schema), fields[target.Pos]);
        }

        foreach (var (target, binary) in record.Defaults)
        {
            steps[at++] = new FieldStep(CompileDefault(target, binary, fields[target.Pos].Schema), fields[target.Pos]);
        }

        return reader;
    }

    private DefaultReader CompileDefault(global::Avro.Field field, ReadOnlyMemory<byte> binary, Schema schema) =>
        new(binary, Compile(SchemaResolution.Of(field.Schema, field.Schema), schema));

    private sealed class PairComparer : IEqualityComparer<(RecordResolution Record, Schema Schema)>
    {
        public static readonly PairComparer Instance = new();

        // A reference has the fields of the struct that it stands for.
        public bool Equals((RecordResolution Record, Schema Schema) x, (RecordResolution Record, Schema Schema) y) =>
            ReferenceEquals(x.Record, y.Record) && x.Schema.Fields.Equals(y.Schema.Fields);

        public int GetHashCode((RecordResolution Record, Schema Schema) obj) => RuntimeHelpers.GetHashCode(obj.Record);
    }
}
