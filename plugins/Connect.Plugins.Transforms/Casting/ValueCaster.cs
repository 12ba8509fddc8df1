using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Dates;

namespace Connect.Plugins.Transforms.Casting;

/// <summary>
/// Casts single values as Java's <c>Number</c> does: integers are cut to their low bits, floats are cut to the nearest integer that
/// there is. Stateless.
/// </summary>
internal static class ValueCaster
{
    private const long MillisPerDay = 86_400_000;

    private static readonly DatePattern TimePattern = DatePattern.Parse("HH:mm:ss.SSS'Z'", DateTimeOffset.UnixEpoch);
    private static readonly DatePattern DayPattern = DatePattern.Parse("yyyy-MM-dd", DateTimeOffset.UnixEpoch);
    private static readonly DatePattern TimestampPattern = DatePattern.Parse("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", DateTimeOffset.UnixEpoch);

    /// <summary>Casts a value.</summary>
    /// <param name="schema">Its schema, or null.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">The type wanted.</param>
    /// <exception cref="DataException">It can't be cast.</exception>
    public static object? Cast(Schema? schema, object? value, SchemaType type)
    {
        if (value is null)
        {
            return null;
        }

        CheckInput(schema, value);
        return type == SchemaType.String ? Text(value) : Number(Encoded(schema, value), type);
    }

    /// <summary>Casts an integer and puts it into a struct, without boxing.</summary>
    /// <param name="value">The integer.</param>
    /// <param name="target">The struct.</param>
    /// <param name="field">Its field.</param>
    /// <param name="type">The field's type.</param>
    public static void Put(long value, Struct target, Field field, SchemaType type) => _ = type switch
    {
        SchemaType.Int8 => target.Put(field, unchecked((sbyte)value)),
        SchemaType.Int16 => target.Put(field, unchecked((short)value)),
        SchemaType.Int32 => target.Put(field, unchecked((int)value)),
        SchemaType.Int64 => target.Put(field, value),
        SchemaType.Float32 => target.Put(field, (float)value),
        SchemaType.Float64 => target.Put(field, (double)value),
        SchemaType.Boolean => target.Put(field, value != 0),
        _ => target.Put(field, (object?)value.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>Casts a floating point number and puts it into a struct, without boxing.</summary>
    /// <param name="value">The number.</param>
    /// <param name="target">The struct.</param>
    /// <param name="field">Its field.</param>
    /// <param name="type">The field's type, not string.</param>
    public static void Put(double value, Struct target, Field field, SchemaType type) => _ = type switch
    {
        SchemaType.Int8 => target.Put(field, unchecked((sbyte)ToInt32(value))),
        SchemaType.Int16 => target.Put(field, unchecked((short)ToInt32(value))),
        SchemaType.Int32 => target.Put(field, ToInt32(value)),
        SchemaType.Int64 => target.Put(field, ToInt64(value)),
        SchemaType.Float32 => target.Put(field, (float)value),
        SchemaType.Float64 => target.Put(field, value),
        _ => target.Put(field, ToInt64(value) != 0),
    };

    private static void CheckInput(Schema? schema, object value)
    {
        if (schema is not null ? schema.Type > SchemaType.Bytes : !HasType(value))
        {
            throw new DataException(
                $"Cast transformation does not support casting from {schema?.Type.ToName() ?? value.GetType().FullName}; supported types " +
                "are int8, int16, int32, int64, float32, float64, boolean, string and bytes");
        }
    }

    private static bool HasType(object value) =>
        value is sbyte or short or int or long or float or double or bool or string or byte[] or ReadOnlyMemory<byte>;

    /// <summary>What stands for a logical value in its schema's own type.</summary>
    private static object Encoded(Schema? schema, object value) => schema?.Name switch
    {
        Date.LogicalName => Date.FromLogical(schema, TimeOf(schema, value)),
        Time.LogicalName => Time.FromLogical(schema, TimeOf(schema, value)),
        Timestamp.LogicalName => Timestamp.FromLogical(schema, TimeOf(schema, value)),
        _ => value,
    };

    private static EpochMillis TimeOf(Schema schema, object value) => value is EpochMillis time
        ? time
        : throw new DataException($"The value of {schema} is to be {nameof(EpochMillis)}, but is {value.GetType()}");

    private static object Number(object value, SchemaType type)
    {
        switch (value)
        {
            case sbyte or short or int or long:
                return FromInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture), type);
            case bool flag:
                return FromInteger(flag ? 1 : 0, type);
            case float number:
                return type == SchemaType.Float32 ? value : FromFloat(number, type);
            case double number:
                return FromFloat(number, type);
            case BigDecimal number:
                return type switch
                {
                    SchemaType.Float32 => number.ToSingle(),
                    SchemaType.Float64 => number.ToDouble(),
                    _ => FromInteger(number.ToInt64(), type),
                };
            case string text:
                return TextCaster.Cast(text, type);
            default:
                throw new DataException($"Unexpected type in Cast transformation: {value.GetType()} can't be cast to {type.ToName()}");
        }
    }

    private static object FromInteger(long value, SchemaType type) => type switch
    {
        SchemaType.Int8 => unchecked((sbyte)value),
        SchemaType.Int16 => unchecked((short)value),
        SchemaType.Int32 => unchecked((int)value),
        SchemaType.Int64 => value,
        SchemaType.Float32 => (float)value,
        SchemaType.Float64 => (double)value,
        _ => value != 0,
    };

    private static object FromFloat(double value, SchemaType type) => type switch
    {
        SchemaType.Int8 => unchecked((sbyte)ToInt32(value)),
        SchemaType.Int16 => unchecked((short)ToInt32(value)),
        SchemaType.Int32 => ToInt32(value),
        SchemaType.Int64 => ToInt64(value),
        SchemaType.Float32 => (float)value,
        SchemaType.Float64 => value,
        _ => ToInt64(value) != 0,
    };

    private static int ToInt32(double value) => double.ConvertToInteger<int>(value);

    private static long ToInt64(double value) => double.ConvertToInteger<long>(value);

    private static string Text(object value)
    {
        switch (value)
        {
            case EpochMillis time:
                // One instance for all tasks: a pattern is used by one thread at a time.
                var pattern = time.Value < MillisPerDay ? TimePattern : time.Value % MillisPerDay == 0 ? DayPattern : TimestampPattern;
                lock (pattern)
                {
                    return pattern.Format(time.Value);
                }

            case byte[] bytes:
                return Convert.ToBase64String(bytes);
            case ReadOnlyMemory<byte> bytes:
                return Convert.ToBase64String(bytes.Span);
            default:
                return ConnectText.Of(value);
        }
    }
}
