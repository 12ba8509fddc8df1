using System.Buffers.Binary;
using Connect.Abi;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>An int64 as eight bytes, the highest first.</summary>
[ContractName("org.apache.kafka.connect.converters.LongConverter")]
public sealed class LongConverter : FixedSizeConverter<long>
{
    /// <summary>Makes one.</summary>
    public LongConverter()
        : base(Schema.OptionalInt64, sizeof(long))
    {
    }

    private protected override void Write(Span<byte> bytes, long value) => BinaryPrimitives.WriteInt64BigEndian(bytes, value);

    private protected override long Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);
}
