using System.Text;
using Connect.Abi.Data;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Plans;

/// <summary>What can be known of a struct's field before the first value is read or written. Immutable.</summary>
internal sealed class FieldPlan
{
    public FieldPlan(Field field, SchemaPlans parts)
    {
        Field = field;
        Plan = parts.Of(field.Schema);
        MayBeMissing = field.Schema.IsOptional && field.Schema.DefaultValue is null;
        Name = Encoding.UTF8.GetBytes(field.Name);
        var text = new JsonOutput();
        text.Byte((byte)',');
        text.String(field.Name);
        text.Byte((byte)':');
        Head = text.Written.ToArray();
    }

    public Field Field { get; }

    public SchemaPlan Plan { get; }

    /// <summary>The name in UTF-8, not escaped.</summary>
    public byte[] Name { get; }

    /// <summary>Whether null is what it is when it is not there.</summary>
    public bool MayBeMissing { get; }

    /// <summary>A comma, the name as JSON, a colon.</summary>
    public byte[] Head { get; }
}
