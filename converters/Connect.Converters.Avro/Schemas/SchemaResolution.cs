using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Decides how data of a writer's schema becomes data of a reader's, by the rules of Java's resolver: the aliases of the reader
/// hold for the writer's names; enums and fixed need the same simple name, records none; a union takes the branch of the same
/// type and name, then a record of the same structure, then the first to which the type may be promoted.
/// </summary>
internal sealed class SchemaResolution
{
    private readonly WriterNames names;
    private readonly Dictionary<SchemaPair, Resolution> records = [];

    private SchemaResolution(WriterNames names) => this.names = names;

    /// <summary>Makes the tree of decisions.</summary>
    /// <param name="writer">The schema that the data was written with.</param>
    /// <param name="reader">The schema to have it in.</param>
    /// <returns>The tree; schemas that don't go together at all are an <see cref="ErrorResolution"/> at its root.</returns>
    /// <exception cref="AvroSchemaException">A default of the reader's can't be used, or its aliases contradict one another.</exception>
    public static Resolution Of(Schema writer, Schema reader) =>
        new SchemaResolution(new WriterNames(writer, reader)).Resolve(writer, reader);

    private Resolution Resolve(Schema writer, Schema reader)
    {
        NestingGuard.Check();
        return (writer, reader) switch
        {
            (UnionSchema w, _) => ResolveUnion(w, reader),
            (_, UnionSchema r) => ResolveInUnion(writer, r),
            (ArraySchema w, ArraySchema r) => new ArrayResolution(w, r, Resolve(w.ItemSchema, r.ItemSchema)),
            (MapSchema w, MapSchema r) => new MapResolution(w, r, Resolve(w.ValueSchema, r.ValueSchema)),
            (RecordSchema w, RecordSchema r) => ResolveRecord(w, r),
            (EnumSchema w, EnumSchema r) => ResolveEnum(w, r),
            (FixedSchema w, FixedSchema r) => ResolveFixed(w, r),
            _ when writer.Tag == reader.Tag => new SameResolution(writer, reader),
            _ when Promotion.IsAllowed(writer.Tag, reader.Tag) => new PromotionResolution(writer, reader),
            _ => Mismatch(writer, reader),
        };
    }

    private WriterUnionResolution ResolveUnion(UnionSchema writer, Schema reader)
    {
        var branches = new Resolution[writer.Count];
        var same = new UnionEquivalence(names).Holds(writer, reader);
        for (var i = 0; i < branches.Length; i++)
        {
            branches[i] = same && reader is UnionSchema union
                ? new ReaderUnionResolution(writer[i], union, i, Resolve(writer[i], union[i]))
                : Resolve(writer[i], reader);
        }

        return new WriterUnionResolution(writer, reader, branches);
    }

    private Resolution ResolveInUnion(Schema writer, UnionSchema reader)
    {
        var branch = SameBranch(writer, reader);
        if (branch < 0)
        {
            branch = reader.Schemas.ToList().FindIndex(b => Promotion.IsAllowed(writer.Tag, b.Tag));
        }

        return branch >= 0
            ? new ReaderUnionResolution(writer, reader, branch, Resolve(writer, reader[branch]))
            : new ErrorResolution(writer, reader, $"the reader's union [{Branches(reader)}] has no branch for {NameOf(writer)}");
    }

    // A branch of the same type, and for types with names of the same full name; else a record into which the writer's fits,
    // the first of them or one of the same simple name.
    private int SameBranch(Schema writer, UnionSchema reader)
    {
        var structure = -1;
        for (var i = 0; i < reader.Count; i++)
        {
            var branch = reader[i];
            if (branch.Tag != writer.Tag)
            {
                continue;
            }

            if (writer is not NamedSchema named || NameOf(named) == branch.Fullname)
            {
                return i;
            }

            if (writer is RecordSchema record && branch is RecordSchema candidate && Fits(record, candidate)
                && (structure < 0 || names.NameOf(record).Simple == candidate.Name))
            {
                structure = i;
            }
        }

        return structure;
    }

    private bool Fits(RecordSchema writer, RecordSchema reader) =>
        ResolveRecord(writer, reader) is RecordResolution record && record.Fields.All(field => field.Value is not ErrorResolution);

    private Resolution ResolveRecord(RecordSchema writer, RecordSchema reader)
    {
        var pair = new SchemaPair(writer, reader);
        if (records.TryGetValue(pair, out var known))
        {
            return known;
        }

        var result = new RecordResolution(writer, reader);
        records.Add(pair, result);
        var read = new HashSet<string>(StringComparer.Ordinal);
        var fields = new List<FieldResolution>(writer.Count);
        result.Fields = fields;
        foreach (var field in writer.Fields)
        {
            var name = names.NameOf(writer, field);
            read.Add(name);
            fields.Add(reader.TryGetField(name, out var target)
                ? new FieldResolution(field, target, Resolve(field.Schema, target.Schema))
                : new FieldResolution(field, null, null));
        }

        var defaults = new List<DefaultResolution>();
        foreach (var field in reader.Fields)
        {
            if (read.Contains(field.Name))
            {
                continue;
            }

            if (FieldAttributes.Of(field).Default is null)
            {
                var error = new ErrorResolution(
                    writer, reader, $"the writer's record {NameOf(writer)} has no field \"{field.Name}\", and the reader's has no default");
                records[pair] = error;
                return error;
            }

            defaults.Add(new DefaultResolution(field, DefaultValues.ToBinary(field)));
        }

        result.Defaults = defaults;
        return result;
    }

    private Resolution ResolveEnum(EnumSchema writer, EnumSchema reader)
    {
        if (names.NameOf(writer).Simple != reader.Name)
        {
            return Mismatch(writer, reader);
        }

        var missing = reader.Default is null ? -1 : reader.Symbols.IndexOf(reader.Default);
        return new EnumResolution(writer, reader, [.. writer.Symbols.Select(
            symbol => reader.Symbols.IndexOf(symbol) is var index && index >= 0 ? index : missing)]);
    }

    private Resolution ResolveFixed(FixedSchema writer, FixedSchema reader)
    {
        if (names.NameOf(writer).Simple != reader.Name)
        {
            return Mismatch(writer, reader);
        }

        return writer.Size == reader.Size
            ? new SameResolution(writer, reader)
            : new ErrorResolution(writer, reader, $"the fixed {NameOf(writer)} has {writer.Size} bytes, the reader's {reader.Size}");
    }

    private ErrorResolution Mismatch(Schema writer, Schema reader) =>
        new(writer, reader, $"the data has {NameOf(writer)}, the reader's schema expects {reader.Fullname}");

    private string NameOf(Schema schema) => schema is NamedSchema named ? names.NameOf(named).Full : schema.Fullname;

    private static string Branches(UnionSchema union) => string.Join(", ", union.Schemas.Select(branch => branch.Fullname));
}
