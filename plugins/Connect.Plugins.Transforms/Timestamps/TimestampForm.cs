using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Plugins.Transforms.Timestamps;

/// <summary>The forms that a time can have.</summary>
internal enum TimestampForm
{
    /// <summary>Text by a pattern.</summary>
    Text,

    /// <summary>An int64 since the epoch.</summary>
    Unix,

    /// <summary>The logical type Date.</summary>
    Date,

    /// <summary>The logical type Time.</summary>
    Time,

    /// <summary>The logical type Timestamp.</summary>
    Timestamp,
}

/// <summary>What is known of the forms. Stateless.</summary>
internal static class TimestampForms
{
    /// <summary>The form that <c>target.type</c> names.</summary>
    /// <param name="name">One of the names that the setting allows.</param>
    public static TimestampForm Named(string name) => name switch
    {
        "string" => TimestampForm.Text,
        "unix" => TimestampForm.Unix,
        "Date" => TimestampForm.Date,
        "Time" => TimestampForm.Time,
        _ => TimestampForm.Timestamp,
    };

    /// <summary>The form that values of a schema have.</summary>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ConnectException">They are no times.</exception>
    public static TimestampForm Of(Schema schema) => schema.Name switch
    {
        Timestamp.LogicalName => TimestampForm.Timestamp,
        Date.LogicalName => TimestampForm.Date,
        Time.LogicalName => TimestampForm.Time,
        _ => schema.Type switch
        {
            SchemaType.String => TimestampForm.Text,
            SchemaType.Int64 => TimestampForm.Unix,
            _ => throw new ConnectException($"Schema {schema} does not correspond to a known timestamp type format"),
        },
    };

    /// <summary>The form of a value without schema.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It is no time.</exception>
    public static TimestampForm Of(object value) => value switch
    {
        EpochMillis => TimestampForm.Timestamp,
        long => TimestampForm.Unix,
        string => TimestampForm.Text,
        _ => throw new DataException($"TimestampConverter does not support {value.GetType()} objects as timestamps"),
    };

    /// <summary>The schema of values of a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="optional">Whether they may be null.</param>
    public static Schema SchemaOf(TimestampForm form, bool optional) => form switch
    {
        TimestampForm.Text => optional ? Schema.OptionalString : Schema.String,
        TimestampForm.Unix => optional ? Schema.OptionalInt64 : Schema.Int64,
        TimestampForm.Date => optional ? Date.OptionalSchema : Date.Schema,
        TimestampForm.Time => optional ? Time.OptionalSchema : Time.Schema,
        _ => optional ? Timestamp.OptionalSchema : Timestamp.Schema,
    };
}
