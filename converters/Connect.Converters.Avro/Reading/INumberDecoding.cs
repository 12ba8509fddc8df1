using System.Numerics;

namespace Connect.Converters.Avro.Reading;

/// <summary>How one of Avro's numbers is read.</summary>
internal interface INumberDecoding
{
    /// <summary>Reads a number into a type that may be wider or narrower.</summary>
    static abstract T Read<T>(ref AvroInput input)
        where T : struct, INumber<T>;
}

/// <summary>An int.</summary>
internal readonly struct IntDecoding : INumberDecoding
{
    public static T Read<T>(ref AvroInput input)
        where T : struct, INumber<T> => T.CreateTruncating(input.ReadInt());
}

/// <summary>A long.</summary>
internal readonly struct LongDecoding : INumberDecoding
{
    public static T Read<T>(ref AvroInput input)
        where T : struct, INumber<T> => T.CreateTruncating(input.ReadLong());
}

/// <summary>A float.</summary>
internal readonly struct FloatDecoding : INumberDecoding
{
    public static T Read<T>(ref AvroInput input)
        where T : struct, INumber<T> => T.CreateTruncating(input.ReadFloat());
}

/// <summary>A double.</summary>
internal readonly struct DoubleDecoding : INumberDecoding
{
    public static T Read<T>(ref AvroInput input)
        where T : struct, INumber<T> => T.CreateTruncating(input.ReadDouble());
}
