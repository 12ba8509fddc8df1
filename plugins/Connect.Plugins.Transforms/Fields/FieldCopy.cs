using Connect.Abi.Data;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>The copy of one field's value.</summary>
/// <param name="From">The field read.</param>
/// <param name="To">The field written.</param>
/// <param name="Default">What is written where nothing is read; null for null.</param>
internal readonly record struct FieldCopy(Field From, Field To, object? Default)
{
    /// <summary>Makes one.</summary>
    /// <param name="from">The field read.</param>
    /// <param name="to">The field written.</param>
    /// <param name="withDefault">Whether the default of the field read stands for null.</param>
    public static FieldCopy Of(Field from, Field to, bool withDefault) => new(from, to, withDefault ? from.Schema.DefaultValue : null);

    /// <summary>Copies.</summary>
    /// <param name="source">The struct read.</param>
    /// <param name="target">The struct written.</param>
    public void Apply(Struct source, Struct target)
    {
        if (Default is not null && source.IsNull(From))
        {
            target.Put(To, Default);
        }
        else
        {
            target.Copy(To, source, From);
        }
    }
}
