using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>The definitions met so far in a text, and the references to definitions that have not been met.</summary>
/// <param name="checks">What is checked of what is read.</param>
internal sealed class NamedTypes(SchemaChecks checks)
{
    private readonly Dictionary<string, NamedSchema> definitions = new(StringComparer.Ordinal);
    private readonly List<NamedSchema> inOrder = [];
    private readonly Dictionary<Schema, (string Name, string Path)> references = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether defaults are checked.</summary>
    public bool ChecksDefaults => checks.HasFlag(SchemaChecks.Defaults);

    /// <summary>The definitions in the order in which they ended.</summary>
    public IReadOnlyList<NamedSchema> InOrder => inOrder;

    /// <summary>
    /// The type of a name: a primitive, or what is defined under the name in the current namespace, else in none. If nothing is
    /// yet, an empty record takes its place, which <see cref="ReferenceResolver"/> replaces.
    /// </summary>
    public Schema Find(string name, string? space, string path)
    {
        if (AvroTypeNames.TryPrimitive(name, out var primitive))
        {
            return PrimitiveSchema.Create(primitive);
        }

        var full = space is null || name.Contains('.', StringComparison.Ordinal) ? name : $"{space}.{name}";
        if (definitions.TryGetValue(full, out var schema) || definitions.TryGetValue(name, out schema))
        {
            return schema;
        }

        var reference = RecordSchema.Create($"Reference_{references.Count}", []);
        references.Add(reference, (full, path));
        return reference;
    }

    /// <summary>Adds a definition. The same name may be defined again by an equal definition.</summary>
    public void Add(NamedSchema schema, AvroName name, string path)
    {
        if (checks.HasFlag(SchemaChecks.Namespaces))
        {
            name.CheckSpace(path);
        }

        if (!definitions.TryAdd(name.Full, schema))
        {
            if (!SchemaEquality.AreEqual(schema, definitions[name.Full]))
            {
                throw AvroSchemaException.At(path, $"\"{name.Full}\" is defined already, and differently");
            }

            return;
        }

        inOrder.Add(schema);
    }

    /// <summary>Whether a schema stands for a definition that had not been met.</summary>
    public bool IsReference(Schema schema) => references.ContainsKey(schema);

    /// <summary>The definition for which a schema stands.</summary>
    public NamedSchema DefinitionOf(Schema reference)
    {
        var (name, path) = references[reference];
        return definitions.TryGetValue(name, out var schema)
            ? schema
            : throw AvroSchemaException.At(path, $"no type \"{name}\" is defined");
    }
}
