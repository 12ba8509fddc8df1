namespace Connect.Abi.Data;

/// <content>Headers of known types, each with its schema.</content>
public sealed partial class Headers
{
    /// <summary>Adds a string.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; may be null.</param>
    /// <returns>This collection.</returns>
    public Headers AddString(string key, string? value) => Add(new Header(key, value is null ? Schema.OptionalString : Schema.String, value));

    /// <summary>Adds bytes.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; may be null.</param>
    /// <returns>This collection.</returns>
    public Headers AddBytes(string key, byte[]? value) => Add(new Header(key, value is null ? Schema.OptionalBytes : Schema.Bytes, value));

    /// <summary>Adds a boolean.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddBoolean(string key, bool value) => Add(new Header(key, Schema.Boolean, value));

    /// <summary>Adds an int8.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddInt8(string key, sbyte value) => Add(new Header(key, Schema.Int8, value));

    /// <summary>Adds an int16.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddInt16(string key, short value) => Add(new Header(key, Schema.Int16, value));

    /// <summary>Adds an int32.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddInt32(string key, int value) => Add(new Header(key, Schema.Int32, value));

    /// <summary>Adds an int64.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddInt64(string key, long value) => Add(new Header(key, Schema.Int64, value));

    /// <summary>Adds a float32.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddFloat32(string key, float value) => Add(new Header(key, Schema.Float32, value));

    /// <summary>Adds a float64.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddFloat64(string key, double value) => Add(new Header(key, Schema.Float64, value));

    /// <summary>Adds a decimal, with a schema of its scale.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddDecimal(string key, BigDecimal value) => Add(new Header(key, Decimal.Schema(value.Scale), value));

    /// <summary>Adds a struct, with its schema.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddStruct(string key, Struct value) => Add(new Header(key, value.Schema, value));

    /// <summary>Adds a timestamp.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    public Headers AddTimestamp(string key, EpochMillis value) => Add(new Header(key, Timestamp.Schema, value));

    /// <summary>Adds a day, at midnight.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    /// <exception cref="Errors.DataException">The value is not a day, at midnight.</exception>
    public Headers AddDate(string key, EpochMillis value)
    {
        Date.FromLogical(Date.Schema, value);
        return Add(new Header(key, Date.Schema, value));
    }

    /// <summary>Adds a time of day, on the first day.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>This collection.</returns>
    /// <exception cref="Errors.DataException">The value is not a time of day, on the first day.</exception>
    public Headers AddTime(string key, EpochMillis value)
    {
        Time.FromLogical(Time.Schema, value);
        return Add(new Header(key, Time.Schema, value));
    }
}
