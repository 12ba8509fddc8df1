using System.Globalization;
using System.Numerics;

namespace Connect.Abi.Data;

/// <summary>
/// A decimal number of any size: <see cref="Unscaled"/> × 10^-<see cref="Scale"/>, as Java's BigDecimal. Equal are only numbers of
/// equal scale: 1.0 and 1.00 are not; <see cref="CompareTo"/> compares what they are worth.
/// </summary>
public readonly partial struct BigDecimal : IEquatable<BigDecimal>, IComparable<BigDecimal>
{
    /// <summary>Makes one.</summary>
    /// <param name="unscaled">All digits, with the sign.</param>
    /// <param name="scale">How many of them come after the point; negative for zeros that are not among them.</param>
    public BigDecimal(BigInteger unscaled, int scale)
    {
        Unscaled = unscaled;
        Scale = scale;
    }

    /// <summary>All digits, with the sign.</summary>
    public BigInteger Unscaled { get; }

    /// <summary>How many of the digits come after the point; negative for zeros that are not among them.</summary>
    public int Scale { get; }

    /// <summary>The number of digits of <see cref="Unscaled"/>; 1 for zero.</summary>
    public int Precision
    {
        get
        {
            if (Unscaled.GetBitLength() > 63)
            {
                return DigitsOf(Unscaled).Length;
            }

            var digits = 1;
            for (var rest = (long)Unscaled / 10; rest != 0; rest /= 10)
            {
                digits++;
            }

            return digits;
        }
    }

    /// <summary>The number with the scale that <see cref="decimal"/> keeps for it.</summary>
    /// <param name="value">The number.</param>
    public static BigDecimal From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = new BigInteger((uint)bits[2]) << 64 | new BigInteger((uint)bits[1]) << 32 | (uint)bits[0];
        return new(bits[3] < 0 ? -unscaled : unscaled, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>A whole number, of scale 0.</summary>
    /// <param name="value">The number.</param>
    public static BigDecimal From(BigInteger value) => new(value, 0);

    /// <summary>The number whose digits are those of the shortest text of a double, as Java's <c>BigDecimal.valueOf</c>.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="FormatException">It is not finite.</exception>
    public static BigDecimal From(double value) => Parse(ConnectText.Of(value));

    /// <summary>The number as <see cref="decimal"/>, where that can hold all its digits and its scale.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Whether it can.</returns>
    public bool TryToDecimal(out decimal value)
    {
        value = default;
        if (Scale is < -28 or > 28)
        {
            return false;
        }

        var unscaled = Scale < 0 ? Unscaled * BigInteger.Pow(10, -Scale) : Unscaled;
        var magnitude = BigInteger.Abs(unscaled);
        if (magnitude.GetBitLength() > 96)
        {
            return false;
        }

        var low = (ulong)(magnitude & ulong.MaxValue);
        var high = (uint)(magnitude >> 64);
        value = new decimal((int)low, (int)(low >> 32), (int)high, unscaled.Sign < 0, (byte)Math.Max(Scale, 0));
        return true;
    }

    /// <summary>The number as <see cref="decimal"/>.</summary>
    /// <exception cref="OverflowException">That can't hold all its digits and its scale.</exception>
    public decimal ToDecimal() =>
        TryToDecimal(out var value) ? value : throw new OverflowException($"{this} does not fit a decimal");

    /// <summary>The nearest double; an infinity where it is too large.</summary>
    public double ToDouble() => double.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The nearest float; an infinity where it is too large.</summary>
    public float ToSingle() => float.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The low 64 bits of the whole part, as Java's <c>longValue</c>.</summary>
    public long ToInt64()
    {
        // Nothing before the point, or so many zeros there that all 64 bits are.
        if (Unscaled.IsZero || (long)Precision - Scale <= 0 || Scale <= -64)
        {
            return 0;
        }

        return unchecked((long)(ulong)(ToBigInteger() & ulong.MaxValue));
    }

    /// <summary>The whole part.</summary>
    public BigInteger ToBigInteger() => Scale <= 0
        ? Unscaled * BigInteger.Pow(10, -Scale)
        : Scale >= Precision ? BigInteger.Zero : BigInteger.Divide(Unscaled, BigInteger.Pow(10, Scale));

    /// <summary>The number with another scale, rounded where digits have to go.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="rounding">How to round.</param>
    public BigDecimal Rescale(int scale, MidpointRounding rounding)
    {
        if (scale >= Scale)
        {
            return new(Unscaled * BigInteger.Pow(10, checked(scale - Scale)), scale);
        }

        var divisor = BigInteger.Pow(10, checked(Scale - scale));
        var quotient = BigInteger.DivRem(Unscaled, divisor, out var rest);
        if (rest.IsZero)
        {
            return new(quotient, scale);
        }

        var half = BigInteger.Abs(rest * 2).CompareTo(divisor);
        var away = rounding switch
        {
            MidpointRounding.AwayFromZero => half >= 0,
            MidpointRounding.ToEven => half > 0 || (half == 0 && !quotient.IsEven),
            MidpointRounding.ToZero => false,
            MidpointRounding.ToNegativeInfinity => Unscaled.Sign < 0,
            MidpointRounding.ToPositiveInfinity => Unscaled.Sign > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(rounding)),
        };
        return new(away ? quotient + Unscaled.Sign : quotient, scale);
    }

    /// <summary>The number with another scale, where no digit but zero has to go.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether it is the same number.</returns>
    public bool TryRescale(int scale, out BigDecimal value)
    {
        value = Rescale(scale, MidpointRounding.ToZero);
        return value.CompareTo(this) == 0;
    }

    /// <inheritdoc/>
    public int CompareTo(BigDecimal other)
    {
        if (Scale == other.Scale || Unscaled.Sign != other.Unscaled.Sign || Unscaled.IsZero)
        {
            return Scale == other.Scale ? Unscaled.CompareTo(other.Unscaled) : Unscaled.Sign.CompareTo(other.Unscaled.Sign);
        }

        // The places before the point decide, unless they are as many; then both scales are near each other.
        var places = ((long)Precision - Scale).CompareTo((long)other.Precision - other.Scale);
        if (places != 0)
        {
            return places * Unscaled.Sign;
        }

        var scale = Math.Max(Scale, other.Scale);
        return Rescale(scale, MidpointRounding.ToZero).Unscaled.CompareTo(other.Rescale(scale, MidpointRounding.ToZero).Unscaled);
    }

    /// <inheritdoc/>
    public bool Equals(BigDecimal other) => Scale == other.Scale && Unscaled == other.Unscaled;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BigDecimal other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unscaled, Scale);

    /// <summary>Whether both have the same digits and scale.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BigDecimal left, BigDecimal right) => left.Equals(right);

    /// <summary>Whether digits or scale differ.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BigDecimal left, BigDecimal right) => !left.Equals(right);

    /// <summary>Whether one is worth less.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(BigDecimal left, BigDecimal right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is worth more.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(BigDecimal left, BigDecimal right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not worth more.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(BigDecimal left, BigDecimal right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not worth less.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(BigDecimal left, BigDecimal right) => left.CompareTo(right) >= 0;

    private static string DigitsOf(BigInteger value) => BigInteger.Abs(value).ToString(CultureInfo.InvariantCulture);
}
