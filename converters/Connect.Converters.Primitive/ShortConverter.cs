using System.Buffers.Binary;
using Connect.Abi;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>An int16 as two bytes, the highest first.</summary>
[ContractName("org.apache.kafka.connect.converters.ShortConverter")]
public sealed class ShortConverter : FixedSizeConverter<short>
{
    /// <summary>Makes one.</summary>
    public ShortConverter()
        : base(Schema.OptionalInt16, sizeof(short))
    {
    }

    private protected override void Write(Span<byte> bytes, short value) => BinaryPrimitives.WriteInt16BigEndian(bytes, value);

    private protected override short Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt16BigEndian(bytes);
}
