using System.Globalization;

namespace Connect.Abi.Data;

/// <summary>
/// Milliseconds since 1970-01-01T00:00:00Z: the value of the logical types <see cref="Date"/> (midnight), <see cref="Time"/> (on the
/// first day) and <see cref="Timestamp"/>. Reaches further than .NET's own types, so the conversions to them may throw.
/// </summary>
/// <param name="Value">The milliseconds, negative before 1970.</param>
public readonly record struct EpochMillis(long Value) : IComparable<EpochMillis>
{
    internal const long PerDay = 24L * 60 * 60 * 1000;

    /// <summary>A point in time, without what is finer than a millisecond.</summary>
    /// <param name="value">The point in time.</param>
    public static EpochMillis From(DateTimeOffset value) => new(value.ToUnixTimeMilliseconds());

    /// <summary>A point in time, without what is finer than a millisecond; one of unspecified kind is taken for UTC.</summary>
    /// <param name="value">The point in time.</param>
    public static EpochMillis From(DateTime value) =>
        From(new DateTimeOffset(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc)));

    /// <summary>A day, at midnight.</summary>
    /// <param name="value">The day.</param>
    public static EpochMillis From(DateOnly value) => new((value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * PerDay);

    /// <summary>A time of day, on the first day, without what is finer than a millisecond.</summary>
    /// <param name="value">The time of day.</param>
    public static EpochMillis From(TimeOnly value) => new(value.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>The point in time, in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Value);

    /// <summary>The point in time, in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in the years 1 to 9999.</exception>
    public DateTime ToDateTime() => ToDateTimeOffset().UtcDateTime;

    /// <summary>The day, in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in the years 1 to 9999.</exception>
    public DateOnly ToDateOnly() => DateOnly.FromDateTime(ToDateTime());

    /// <summary>The time of day, in UTC.</summary>
    public TimeOnly ToTimeOnly() => new(MillisOfDay(Value) * TimeSpan.TicksPerMillisecond);

    /// <inheritdoc/>
    public int CompareTo(EpochMillis other) => Value.CompareTo(other.Value);

    /// <summary>For example <c>2023-11-14T22:13:20.000Z</c>; the bare number outside of the years 1 to 9999.</summary>
    public override string ToString() =>
        Value is >= -62135596800000 and <= 253402300799999
            ? ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one is earlier.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(EpochMillis left, EpochMillis right) => left.Value < right.Value;

    /// <summary>Whether one is later.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(EpochMillis left, EpochMillis right) => left.Value > right.Value;

    /// <summary>Whether one is not later.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(EpochMillis left, EpochMillis right) => left.Value <= right.Value;

    /// <summary>Whether one is not earlier.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(EpochMillis left, EpochMillis right) => left.Value >= right.Value;

    internal static long MillisOfDay(long millis)
    {
        var rest = millis % PerDay;
        return rest < 0 ? rest + PerDay : rest;
    }
}
