using System.Buffers.Binary;
using Connect.Abi;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>An int32 as four bytes, the highest first.</summary>
[ContractName("org.apache.kafka.connect.converters.IntegerConverter")]
public sealed class IntegerConverter : FixedSizeConverter<int>
{
    /// <summary>Makes one.</summary>
    public IntegerConverter()
        : base(Schema.OptionalInt32, sizeof(int))
    {
    }

    private protected override void Write(Span<byte> bytes, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes, value);

    private protected override int Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32BigEndian(bytes);
}
