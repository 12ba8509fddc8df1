using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes bytes.</summary>
internal sealed class BytesWriter : ValueWriter
{
    /// <summary>In which of Avro's forms.</summary>
    public required BytesForm Form { get; init; }

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                Write(output, bytes);
                break;
            case ReadOnlyMemory<byte> bytes:
                Write(output, bytes.Span);
                break;
            default:
                throw Misfit(value);
        }
    }

    private void Write(AvroOutput output, ReadOnlySpan<byte> bytes)
    {
        if (Form.Size is not { } size)
        {
            Form.Write(output, bytes);
            return;
        }

        // More bytes than that are cut off without a word, as in Java.
        output.Raw(bytes.Length >= size
            ? bytes[..size]
            : throw new DataException($"{Place.Path} is a fixed of {size} bytes in Avro, and its value has {bytes.Length}"));
    }
}
