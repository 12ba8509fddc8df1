using Connect.Abi;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Primitive;

/// <summary>A boolean as one byte, 0 or 1.</summary>
[ContractName("org.apache.kafka.connect.converters.BooleanConverter")]
public sealed class BooleanConverter : FixedSizeConverter<bool>
{
    /// <summary>Makes one.</summary>
    public BooleanConverter()
        : base(Schema.OptionalBoolean, sizeof(bool))
    {
    }

    private protected override void CheckSchema(Schema? given)
    {
        if (given is not null && given.Type != SchemaType.Boolean)
        {
            throw new DataException($"{nameof(BooleanConverter)} writes values of type boolean only, not of {given}: choose another converter");
        }
    }

    private protected override void Write(Span<byte> bytes, bool value) => bytes[0] = value ? (byte)1 : (byte)0;

    private protected override bool Read(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        0 => false,
        1 => true,
        var other => throw new DataException($"{nameof(BooleanConverter)} reads a byte of 0 or 1, not {other}: the data was written by another converter"),
    };
}
