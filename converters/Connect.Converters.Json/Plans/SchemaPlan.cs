using Connect.Abi.Data;

namespace Connect.Converters.Json.Plans;

/// <summary>What can be known of a schema before the first value is read or written. Immutable.</summary>
internal sealed class SchemaPlan
{
    // Up to here comparing the names one after the other is quicker than hashing one.
    private const int ScannedFields = 8;

    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> byName;
    private readonly bool hashed;

    public SchemaPlan(Schema schema)
        : this(schema, new SchemaPlans())
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="parts">Where the plans of its parts are, or come to be.</param>
    public SchemaPlan(Schema schema, SchemaPlans parts)
    {
        Schema = schema;
        Kind = KindOf(schema);
        parts.Begin(this);
        if (schema.Type == SchemaType.Struct)
        {
            var fields = schema.Fields;
            Fields = new FieldPlan[fields.Length];
            for (var i = 0; i < fields.Length; i++)
            {
                Fields[i] = new FieldPlan(fields[i], parts);
            }

            if (Fields.Length > ScannedFields)
            {
                var names = new Dictionary<byte[], int>(Fields.Length, BytesComparer.Instance);
                foreach (var field in Fields)
                {
                    names.TryAdd(field.Name, field.Field.Index);
                }

                byName = names.GetAlternateLookup<ReadOnlySpan<byte>>();
                hashed = true;
            }
        }
        else if (schema.Type is SchemaType.Array or SchemaType.Map)
        {
            Value = schema.ValueSchema is { } value ? parts.Of(value) : null;
            Key = schema.Type == SchemaType.Map && schema.KeySchema is { } key ? parts.Of(key) : null;
        }
    }

    public Schema Schema { get; }

    public ValueKind Kind { get; }

    /// <summary>The fields of a struct, in order.</summary>
    public FieldPlan[] Fields { get; } = [];

    /// <summary>The elements of an array, the values of a map; null where they have no schema.</summary>
    public SchemaPlan? Value { get; }

    /// <summary>The keys of a map; null where they have no schema.</summary>
    public SchemaPlan? Key { get; }

    /// <summary>Whether maps are written as objects.</summary>
    public bool HasTextKeys => Key is { Schema.Type: SchemaType.String };

    /// <summary>The index of the field with a name; -1 for none.</summary>
    /// <param name="name">The name, in UTF-8.</param>
    /// <param name="expected">Where it most likely is.</param>
    public int IndexOf(ReadOnlySpan<byte> name, int expected)
    {
        var fields = Fields;
        if ((uint)expected < (uint)fields.Length && name.SequenceEqual(fields[expected].Name))
        {
            return expected;
        }

        if (hashed)
        {
            return byName.TryGetValue(name, out var index) ? index : -1;
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (name.SequenceEqual(fields[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static ValueKind KindOf(Schema schema) => schema.Name switch
    {
        Abi.Data.Decimal.LogicalName => ValueKind.Decimal,
        Date.LogicalName => ValueKind.Date,
        Time.LogicalName => ValueKind.Time,
        Timestamp.LogicalName => ValueKind.Timestamp,
        _ => (ValueKind)schema.Type,
    };
}
