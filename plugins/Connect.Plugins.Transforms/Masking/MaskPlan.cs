using Connect.Abi.Data;
using Connect.Plugins.Transforms.Fields;

namespace Connect.Plugins.Transforms.Masking;

/// <summary>Which fields of a struct are masked; worked out once a schema. One thread at a time.</summary>
internal sealed class MaskPlan
{
    private readonly Schema schema;
    private readonly FieldCopy[] copies;
    private readonly bool[] masked;

    /// <summary>Makes one.</summary>
    /// <param name="schema">The struct's schema.</param>
    /// <param name="fields">The fields to mask.</param>
    /// <param name="withDefault">Whether a field's default stands for null.</param>
    public MaskPlan(Schema schema, HashSet<string> fields, bool withDefault)
    {
        this.schema = schema;
        copies = new FieldCopy[schema.Fields.Length];
        masked = new bool[copies.Length];
        var any = false;
        for (var i = 0; i < copies.Length; i++)
        {
            var field = schema.Fields[i];
            copies[i] = FieldCopy.Of(field, field, withDefault);
            masked[i] = fields.Contains(field.Name);
            any |= masked[i];
        }

        ChangesNothing = !any && !(withDefault && SchemaCopy.HasFieldDefaults(schema));
    }

    /// <summary>Whether structs come out as they went in.</summary>
    public bool ChangesNothing { get; }

    /// <summary>Masks a struct.</summary>
    /// <param name="source">The struct.</param>
    /// <param name="mask">What stands in the place of masked values.</param>
    public Struct Apply(Struct source, Mask mask)
    {
        var made = new Struct(schema);
        for (var i = 0; i < copies.Length; i++)
        {
            ref readonly var copy = ref copies[i];
            if (masked[i])
            {
                made.Put(copy.To, mask.Of(source.GetWithoutDefault(copy.From) ?? copy.Default));
            }
            else
            {
                copy.Apply(source, made);
            }
        }

        return made;
    }
}
