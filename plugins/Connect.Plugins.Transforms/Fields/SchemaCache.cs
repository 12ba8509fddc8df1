using Connect.Abi.Data;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>
/// Keeps what was worked out for a schema. The schema seen last costs one comparison of references; others are found by value. Holds
/// few, since a task sees few. One thread at a time.
/// </summary>
/// <typeparam name="T">What is worked out.</typeparam>
/// <param name="make">Works it out.</param>
internal sealed class SchemaCache<T>(Func<Schema, T> make)
    where T : class
{
    private const int Bound = 16;

    private readonly Dictionary<Schema, T> known = [];
    private Schema? lastSchema;
    private T? last;

    /// <summary>What was worked out for a schema.</summary>
    /// <param name="schema">The schema.</param>
    public T Get(Schema schema) => ReferenceEquals(schema, lastSchema) ? last! : Find(schema);

    private T Find(Schema schema)
    {
        if (!known.TryGetValue(schema, out var found))
        {
            found = make(schema);
            if (known.Count >= Bound)
            {
                known.Clear();
            }

            known.Add(schema, found);
        }

        lastSchema = schema;
        last = found;
        return found;
    }
}
