using System.Buffers.Binary;
using Connect.Abi;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>A float32 as four bytes, the highest first.</summary>
[ContractName("org.apache.kafka.connect.converters.FloatConverter")]
public sealed class FloatConverter : FixedSizeConverter<float>
{
    // .NET's own has the sign bit set.
    private const int JavaNaN = 0x7FC00000;

    /// <summary>Makes one.</summary>
    public FloatConverter()
        : base(Schema.OptionalFloat32, sizeof(float))
    {
    }

    private protected override void Write(Span<byte> bytes, float value) =>
        BinaryPrimitives.WriteInt32BigEndian(bytes, float.IsNaN(value) ? JavaNaN : BitConverter.SingleToInt32Bits(value));

    private protected override float Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes);
}
