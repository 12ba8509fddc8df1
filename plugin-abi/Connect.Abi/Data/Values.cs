using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// Conversions among values, their text, and schemas inferred from values: what header converters and transformations build on.
/// Accepts all numbers for a number, and parses text where that can help.
/// </summary>
public static class Values
{
    /// <summary>A boolean: true or false, their text, or a number that is or is not 0.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static bool? ConvertToBoolean(Schema? schema, object? value) =>
        value is null ? null : value is bool flag ? flag : ValueConverter.ToBoolean(schema, value);

    /// <summary>An int8: the low bits of a number or of a number's text.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static sbyte? ConvertToInt8(Schema? schema, object? value) =>
        value is null ? null : unchecked((sbyte)ValueConverter.AsInt64(schema, value));

    /// <summary>An int16: the low bits of a number or of a number's text.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static short? ConvertToInt16(Schema? schema, object? value) =>
        value is null ? null : unchecked((short)ValueConverter.AsInt64(schema, value));

    /// <summary>An int32: the low bits of a number or of a number's text; the days or milliseconds of a date or time with its schema.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static int? ConvertToInt32(Schema? schema, object? value) =>
        value is null ? null : unchecked((int)ValueConverter.AsInt64(schema, value));

    /// <summary>An int64: the whole part of a number or of a number's text; what a date, time or timestamp counts, with its schema.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static long? ConvertToInt64(Schema? schema, object? value) =>
        value is null ? null : ValueConverter.AsInt64(schema, value);

    /// <summary>A float32: the nearest to a number or to a number's text.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static float? ConvertToFloat32(Schema? schema, object? value) =>
        value is null ? null : value is float number ? number : (float)ValueConverter.AsDouble(schema, value);

    /// <summary>A float64: the nearest to a number or to a number's text.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It can't be converted.</exception>
    public static double? ConvertToFloat64(Schema? schema, object? value) =>
        value is null ? null : ValueConverter.AsDouble(schema, value);

    /// <summary>
    /// The text that <see cref="ParseString"/> reads: a string as it is, bytes as base64, dates in ISO 8601, lists, maps and structs in
    /// brackets with their strings quoted.
    /// </summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value; null gives null.</param>
    /// <exception cref="DataException">It holds something that is no Connect value.</exception>
    public static string? ConvertToString(Schema? schema, object? value) => value switch
    {
        null => null,
        string text => text,
        _ => ValueText.Of(value),
    };

    /// <summary>A list: one, or the text of one.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static IReadOnlyList<object?> ConvertToList(Schema? schema, object? value) =>
        ValueConverter.ToList(ValueConverter.Required(value));

    /// <summary>A map: one, or the text of one.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static ConnectMap ConvertToMap(Schema? schema, object? value) => ValueConverter.ToMap(ValueConverter.Required(value));

    /// <summary>A struct; nothing else can be converted to one.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It is none, or null.</exception>
    public static Struct ConvertToStruct(Schema? schema, object? value) => ValueConverter.ToStruct(ValueConverter.Required(value));

    /// <summary>A time: one, the time of a timestamp, a number of milliseconds, or the text of one of these.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static EpochMillis ConvertToTime(Schema? schema, object? value) => ValueConverter.ToTime(schema, ValueConverter.Required(value));

    /// <summary>A date: one, the day of a timestamp, a number of days, or the text of one of these.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static EpochMillis ConvertToDate(Schema? schema, object? value) => ValueConverter.ToDate(schema, ValueConverter.Required(value));

    /// <summary>A timestamp: one, a date at midnight, a time on the first day, a number of milliseconds, or the text of one of these.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static EpochMillis ConvertToTimestamp(Schema? schema, object? value) =>
        ValueConverter.ToTimestamp(schema, ValueConverter.Required(value));

    /// <summary>A decimal: one as it is, bytes read with the scale, a number, or a number's text with the scale that it shows.</summary>
    /// <param name="schema">The value's schema; null for schemaless.</param>
    /// <param name="value">The value.</param>
    /// <param name="scale">The scale, used for bytes only.</param>
    /// <exception cref="DataException">It can't be converted, or is null.</exception>
    public static BigDecimal ConvertToDecimal(Schema? schema, object? value, int scale) =>
        ValueConverter.ToDecimal(Decimal.Schema(scale), ValueConverter.Required(value));

    /// <summary>
    /// The schema that a value has by itself: that of its type; of a list or map only where all elements are of one type, nullable
    /// where one is null. Null where none can be told: nothing, an empty or mixed collection, dates and decimals.
    /// </summary>
    /// <param name="value">The value; may be null.</param>
    /// <exception cref="SchemaBuilderException">All elements of a list or map are null.</exception>
    public static Schema? InferSchema(object? value) => SchemaInference.Of(value);

    /// <summary>
    /// Reads a text as the value that it looks like: null, true and false, the narrowest number, ISO 8601 date, time and timestamp,
    /// [lists] and {maps} of these and of quoted strings; all else is a string.
    /// </summary>
    /// <param name="value">The text; null gives neither schema nor value.</param>
    public static SchemaAndValue ParseString(string? value) => ValueParser.Parse(value);
}
