using System.Buffers.Binary;
using Connect.Abi;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>A float64 as eight bytes, the highest first.</summary>
[ContractName("org.apache.kafka.connect.converters.DoubleConverter")]
public sealed class DoubleConverter : FixedSizeConverter<double>
{
    // .NET's own has the sign bit set.
    private const long JavaNaN = 0x7FF8000000000000;

    /// <summary>Makes one.</summary>
    public DoubleConverter()
        : base(Schema.OptionalFloat64, sizeof(double))
    {
    }

    private protected override void Write(Span<byte> bytes, double value) =>
        BinaryPrimitives.WriteInt64BigEndian(bytes, double.IsNaN(value) ? JavaNaN : BitConverter.DoubleToInt64Bits(value));

    private protected override double Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleBigEndian(bytes);
}
