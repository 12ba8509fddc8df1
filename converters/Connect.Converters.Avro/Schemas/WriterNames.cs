using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// The names of a writer's schema as the reader's aliases have them. Aliases hold for the whole of a schema: a type is renamed
/// wherever it stands.
/// </summary>
internal sealed class WriterNames
{
    private readonly Dictionary<string, AvroName> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> fields = new(StringComparer.Ordinal);

    /// <summary>Collects the aliases of a reader and sees that no two fields or branches of the writer get one name.</summary>
    public WriterNames(Schema writer, Schema reader)
    {
        if (SchemaEquality.AreEqual(writer, reader))
        {
            return;
        }

        Collect(reader, new HashSet<Schema>(ReferenceEqualityComparer.Instance));
        if (types.Count > 0 || fields.Count > 0)
        {
            Check(writer, new HashSet<Schema>(ReferenceEqualityComparer.Instance));
        }
    }

    /// <summary>The name of a type of the writer's.</summary>
    public AvroName NameOf(NamedSchema schema) =>
        types.TryGetValue(schema.Fullname, out var name) ? name : new AvroName(schema.Name, schema.Namespace);

    /// <summary>The name of a field of the writer's.</summary>
    public string NameOf(RecordSchema record, Field field) =>
        fields.TryGetValue(NameOf(record).Full, out var names) && names.TryGetValue(field.Name, out var name) ? name : field.Name;

    private void Collect(Schema schema, HashSet<Schema> seen)
    {
        NestingGuard.Check();
        if (schema is NamedSchema named)
        {
            foreach (var alias in SchemaAttributes.Of(schema).Aliases)
            {
                types[alias.Full] = new AvroName(named.Name, named.Namespace);
            }
        }

        switch (schema)
        {
            case RecordSchema record when seen.Add(record):
                Collect(record, seen);
                break;
            case ArraySchema array:
                Collect(array.ItemSchema, seen);
                break;
            case MapSchema map:
                Collect(map.ValueSchema, seen);
                break;
            case UnionSchema union:
                foreach (var branch in union.Schemas)
                {
                    Collect(branch, seen);
                }

                break;
        }
    }

    private void Collect(RecordSchema record, HashSet<Schema> seen)
    {
        foreach (var field in record.Fields)
        {
            foreach (var alias in FieldAttributes.Of(field).Aliases)
            {
                if (!fields.TryGetValue(record.Fullname, out var names))
                {
                    fields.Add(record.Fullname, names = new Dictionary<string, string>(StringComparer.Ordinal));
                }

                names[alias] = field.Name;
            }

            Collect(field.Schema, seen);
        }

        foreach (var alias in SchemaAttributes.Of(record).Aliases)
        {
            if (fields.TryGetValue(record.Fullname, out var names))
            {
                fields[alias.Full] = names;
            }
        }
    }

    private void Check(Schema schema, HashSet<Schema> seen)
    {
        NestingGuard.Check();
        switch (schema)
        {
            case RecordSchema record when seen.Add(record):
                CheckUnique(record.Fullname, record.Fields.Select(field => NameOf(record, field)));
                record.Fields.ForEach(field => Check(field.Schema, seen));
                break;
            case ArraySchema array:
                Check(array.ItemSchema, seen);
                break;
            case MapSchema map:
                Check(map.ValueSchema, seen);
                break;
            case UnionSchema union:
                CheckUnique("a union", union.Schemas.Select(branch => branch is NamedSchema named ? NameOf(named).Full : branch.Fullname));
                foreach (var branch in union.Schemas)
                {
                    Check(branch, seen);
                }

                break;
        }
    }

    private static void CheckUnique(string owner, IEnumerable<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !known.Add(name)) is { } twice)
        {
            throw new AvroSchemaException(
                $"The aliases of the reader's schema give two parts of {owner} in the writer's schema the name \"{twice}\": "
                + "leave one of the aliases out.");
        }
    }
}
