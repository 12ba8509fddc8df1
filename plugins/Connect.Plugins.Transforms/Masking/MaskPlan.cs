using Connect.Abi.Data;
using Connect.Plugins.Transforms.Fields;

namespace Connect.Plugins.Transforms.Masking;

/// <summary>Which fields of a struct are masked; worked out once a schema. One thread at a time.</summary>
internal sealed class MaskPlan
{
    private readonly StructPlan copies;
    private readonly FieldCopy[] masked;

    // What stands for the values of a field, once one was seen: all of a primitive type get the same.
    private readonly object?[] known;

    /// <summary>Makes one.</summary>
    /// <param name="schema">The struct's schema.</param>
    /// <param name="fields">The fields to mask.</param>
    /// <param name="withDefault">Whether a field's default stands for null.</param>
    public MaskPlan(Schema schema, HashSet<string> fields, bool withDefault)
    {
        var plain = new List<FieldCopy>();
        var hidden = new List<FieldCopy>();
        foreach (var field in schema.Fields)
        {
            (fields.Contains(field.Name) ? hidden : plain).Add(FieldCopy.Of(field, field, withDefault));
        }

        copies = new StructPlan(schema, plain);
        masked = [.. hidden];
        known = new object?[masked.Length];

        // Where a default does not stand for null, the copy of a null that its field does not allow fails.
        ChangesNothing = masked.Length == 0 && !SchemaCopy.HasFieldDefaults(schema);
    }

    /// <summary>Whether structs come out as they went in.</summary>
    public bool ChangesNothing { get; }

    /// <summary>Masks a struct.</summary>
    /// <param name="source">The struct.</param>
    /// <param name="mask">What stands in the place of masked values.</param>
    public Struct Apply(Struct source, Mask mask)
    {
        var made = copies.Apply(source);
        for (var i = 0; i < masked.Length; i++)
        {
            var (from, to, given) = masked[i];
            if (known[i] is { } same && !source.IsNull(from))
            {
                made.Put(to, same);
                continue;
            }

            var shown = mask.Of(source.GetWithoutDefault(from) ?? given);
            known[i] ??= to.Schema.Type.IsPrimitive() ? shown : null;
            made.Put(to, shown);
        }

        return made;
    }
}
