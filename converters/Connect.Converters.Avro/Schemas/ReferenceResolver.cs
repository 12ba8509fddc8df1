using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Puts definitions in the place of the references that were read before them, and checks what only then can be.</summary>
/// <param name="types">The definitions of the text.</param>
internal sealed class ReferenceResolver(NamedTypes types)
{
    private readonly HashSet<Schema> visited = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Schema> incomplete = new(ReferenceEqualityComparer.Instance);

    /// <summary>Refuses a union that holds a union, or two branches that data could not tell apart.</summary>
    public static void CheckUnion(IEnumerable<Schema> branches, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            if (branch is UnionSchema)
            {
                throw AvroSchemaException.At(path, "a union holds another union");
            }

            if (!names.Add(branch.Fullname))
            {
                throw AvroSchemaException.At(path, $"a union has two branches of type \"{branch.Fullname}\"");
            }
        }
    }

    /// <summary>Closes all references of the text.</summary>
    /// <param name="root">The schema that the text is.</param>
    /// <returns>That schema, or what it refers to.</returns>
    public Schema Resolve(Schema root)
    {
        foreach (var definition in types.InOrder)
        {
            Visit(definition);
        }

        return Visit(root);
    }

    private Schema Visit(Schema schema)
    {
        NestingGuard.Check();
        if (types.IsReference(schema))
        {
            return Visit(types.DefinitionOf(schema));
        }

        if (!visited.Add(schema))
        {
            return schema;
        }

        switch (schema)
        {
            case RecordSchema record:
                VisitRecord(record);
                break;
            case ArraySchema array:
                array.ItemSchema = Visit(array.ItemSchema);
                break;
            case MapSchema map:
                map.ValueSchema = Visit(map.ValueSchema);
                break;
            case UnionSchema union:
                VisitUnion(union);
                break;
        }

        return schema;
    }

    private void VisitUnion(UnionSchema union)
    {
        // From the end, as Java does, which decides which record is complete when a default is checked.
        for (var i = union.Count - 1; i >= 0; i--)
        {
            union.Schemas[i] = Visit(union.Schemas[i]);
        }

        CheckUnion(union.Schemas, "");
    }

    private void VisitRecord(RecordSchema record)
    {
        incomplete.Add(record);
        var schemas = record.Fields.ConvertAll(field => Visit(field.Schema));
        var attributes = record.Fields.ConvertAll(FieldAttributes.Of);
        for (var i = 0; i < schemas.Count; i++)
        {
            if (types.ChecksDefaults && attributes[i].Default is { } value)
            {
                DefaultValidation.Check(schemas[i], value, record.Fields[i].Name, $"/{record.Fullname}", incomplete);
            }
        }

        // Setting the fields makes them anew.
        record.Fields = [.. record.Fields.Select((field, i) => new Field(
            schemas[i], field.Name, i, null, field.Documentation, null, field.Ordering ?? Field.SortOrder.ascending, attributes[i].Properties))];
        for (var i = 0; i < attributes.Count; i++)
        {
            attributes[i].AttachTo(record.Fields[i]);
        }

        incomplete.Remove(record);
    }
}
