using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Fields;

namespace Connect.Plugins.Transforms.Timestamps;

/// <summary>Which field of a struct is translated; worked out once a schema. Immutable.</summary>
internal sealed class TimestampPlan
{
    private readonly StructPlan copies;
    private readonly FieldCopy? translated;

    /// <summary>Makes one.</summary>
    /// <param name="source">The schema of what is read.</param>
    /// <param name="target">The schema of what is made.</param>
    /// <param name="name">The field to translate.</param>
    /// <param name="withDefault">Whether a field's default stands for null.</param>
    /// <exception cref="DataException">The target lacks a field of the source.</exception>
    public TimestampPlan(Schema source, Schema target, string name, bool withDefault)
    {
        var plain = new List<FieldCopy>();
        foreach (var from in source.Fields)
        {
            var to = target.Field(from.Name) ?? throw new DataException($"{target} has no field {from.Name}, but the value's {source} has.");
            var copy = FieldCopy.Of(from, to, withDefault);
            if (from.Name == name)
            {
                translated = copy;
            }
            else
            {
                plain.Add(copy);
            }
        }

        copies = new StructPlan(target, plain);

        // Where a default does not stand for null, the copy of a null that its field does not allow fails.
        ChangesNothing = translated is null && !SchemaCopy.HasFieldDefaults(source);
    }

    /// <summary>The schema of what is made.</summary>
    public Schema Target => copies.Target;

    /// <summary>Whether structs come out as they went in.</summary>
    public bool ChangesNothing { get; }

    /// <summary>Translates a struct.</summary>
    /// <param name="source">The struct.</param>
    /// <param name="translator">Translates the field's value.</param>
    public Struct Apply(Struct source, TimestampTranslator translator)
    {
        var made = copies.Apply(source);
        if (translated is { } copy)
        {
            Translate(source, made, copy, translator);
        }

        return made;
    }

    private static void Translate(Struct source, Struct made, in FieldCopy copy, TimestampTranslator translator)
    {
        var form = TimestampForms.Of(copy.From.Schema);
        if (source.IsNull(copy.From))
        {
            made.Put(copy.To, translator.Translate(copy.Default, form));
        }
        else
        {
            translator.Translate(source, copy.From, form, made, copy.To);
        }
    }
}
