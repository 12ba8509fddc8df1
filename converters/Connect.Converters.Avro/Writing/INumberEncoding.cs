using System.Numerics;

namespace Connect.Converters.Avro.Writing;

/// <summary>How one of Avro's numbers is written.</summary>
internal interface INumberEncoding
{
    /// <summary>Writes a number, cut as Java cuts it where it does not fit.</summary>
    static abstract void Write<T>(AvroOutput output, T value)
        where T : struct, INumber<T>;
}

/// <summary>An int.</summary>
internal readonly struct IntEncoding : INumberEncoding
{
    public static void Write<T>(AvroOutput output, T value)
        where T : struct, INumber<T> => output.Int(int.CreateTruncating(value));
}

/// <summary>A long.</summary>
internal readonly struct LongEncoding : INumberEncoding
{
    public static void Write<T>(AvroOutput output, T value)
        where T : struct, INumber<T> => output.Long(long.CreateTruncating(value));
}

/// <summary>A float.</summary>
internal readonly struct FloatEncoding : INumberEncoding
{
    public static void Write<T>(AvroOutput output, T value)
        where T : struct, INumber<T> => output.Float(float.CreateTruncating(value));
}

/// <summary>A double.</summary>
internal readonly struct DoubleEncoding : INumberEncoding
{
    public static void Write<T>(AvroOutput output, T value)
        where T : struct, INumber<T> => output.Double(double.CreateTruncating(value));
}
