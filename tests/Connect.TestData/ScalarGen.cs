using System.Numerics;
using Connect.Abi.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData;

/// <summary>Generates values of single types, the ends of their ranges more often than others.</summary>
public static class ScalarGen
{
    private static readonly Gen<byte> AnyByte = Gen.Choose(0, 255).Select(n => (byte)n);

    private static readonly Gen<long> AnyBits = Gen.ArrayOf(AnyByte, 8).Select(bytes => BitConverter.ToInt64(bytes));

    /// <summary>All int64.</summary>
    public static Gen<long> Int64 { get; } = Gen.Frequency(
        (2, Gen.Choose(-100, 100).Select(n => (long)n)),
        (2, AnyBits),
        (1, Gen.Elements(long.MinValue, long.MaxValue, int.MinValue, int.MaxValue, (1L << 53) + 1, -1L)));

    /// <summary>All int32.</summary>
    public static Gen<int> Int32 { get; } = Gen.Frequency(
        (2, Gen.Choose(-100, 100)),
        (2, AnyBits.Select(bits => unchecked((int)bits))),
        (1, Gen.Elements(int.MinValue, int.MaxValue, short.MinValue, short.MaxValue)));

    /// <summary>All int16.</summary>
    public static Gen<short> Int16 { get; } = Gen.Choose(short.MinValue, short.MaxValue).Select(n => (short)n);

    /// <summary>All int8.</summary>
    public static Gen<sbyte> Int8 { get; } = Gen.Choose(sbyte.MinValue, sbyte.MaxValue).Select(n => (sbyte)n);

    /// <summary>Both.</summary>
    public static Gen<bool> Boolean { get; } = Gen.Elements(true, false);

    /// <summary>Any bytes, also none.</summary>
    public static Gen<byte[]> Bytes { get; } = Gen.ArrayOf(AnyByte);

    /// <summary>Whole days, as far as an int32 of days reaches.</summary>
    public static Gen<EpochMillis> Date { get; } = Int32.Select(days => new EpochMillis(days * 86_400_000L));

    /// <summary>The times of a day, its end included.</summary>
    public static Gen<EpochMillis> Time { get; } = Gen.Frequency(
        (4, Gen.Choose(0, 86_400_000)),
        (1, Gen.Elements(0, 86_400_000))).Select(millis => new EpochMillis(millis));

    /// <summary>All of them.</summary>
    public static Gen<EpochMillis> Timestamp { get; } = Int64.Select(millis => new EpochMillis(millis));

    /// <summary>Decimals of a scale, of up to 100 bits, sometimes of more.</summary>
    public static Gen<BigDecimal> Decimal(int scale) => Gen.Frequency(
        (2, Int64.Select(n => (BigInteger)n)),
        (2, Gen.ArrayOf(AnyByte, 13).Select(bytes => new BigInteger(bytes))),
        (1, Gen.ArrayOf(AnyByte, 40).Select(bytes => new BigInteger(bytes)))).Select(unscaled => new BigDecimal(unscaled, scale));

    /// <summary>Doubles of all sizes.</summary>
    public static Gen<double> Float64(bool special) => Gen.Frequency(
        (3, AnyBits.Select(BitConverter.Int64BitsToDouble)),
        (3, Gen.Choose(-100_000, 100_000).Select(n => n / 100.0)),
        (1, Gen.Elements(0, 1, double.MaxValue, double.MinValue, double.Epsilon, 1e7, 1e-3, 9007199254740993)),
        (special ? 1 : 0, Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0)))
        .Select(value => special || IsPlain(value) ? value : 0.5);

    /// <summary>Floats of all sizes.</summary>
    public static Gen<float> Float32(bool special) => Gen.Frequency(
        (3, AnyBits.Select(bits => BitConverter.Int32BitsToSingle(unchecked((int)bits)))),
        (3, Gen.Choose(-100_000, 100_000).Select(n => n / 100f)),
        (1, Gen.Elements(0, 1, float.MaxValue, float.MinValue, float.Epsilon, 1e7f, 1e-3f, 16777217f)),
        (special ? 1 : 0, Gen.Elements(float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f)))
        .Select(value => special || IsPlain(value) ? value : 0.5f);

    /// <summary>Texts: of letters, of what needs escapes, of all planes.</summary>
    public static Gen<string> String(bool loneSurrogates)
    {
        var piece = Gen.Frequency(
            (6, Gen.Choose(0x20, 0x7E).Select(c => ((char)c).ToString())),
            (2, Gen.Choose(0, 0x1F).Select(c => ((char)c).ToString())),
            (1, Gen.Elements("\"", "\\", "/", "\u007F", "\u0085", "\u2028", "\uFEFF", "\uFFFF", "0", "null", "\uD83D\uDE00")),
            (2, Gen.Choose(0xA0, 0xD7FF).Select(c => ((char)c).ToString())),
            (1, Gen.Choose(0x10000, 0x10FFFF).Select(char.ConvertFromUtf32)),
            (loneSurrogates ? 1 : 0, Gen.Choose(0xD800, 0xDFFF).Select(c => ((char)c).ToString())));
        return Gen.ListOf(piece).Select(string.Concat);
    }

    private static bool IsPlain(double value) => double.IsFinite(value) && !(value == 0 && double.IsNegative(value));
}
