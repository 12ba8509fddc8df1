namespace Connect.Converters.Avro.Writing;

/// <summary>A form that bytes have in Avro.</summary>
/// <param name="Raw">Whether they are all of the payload, without their length.</param>
/// <param name="Size">The size of a fixed; null for bytes of any length.</param>
internal readonly record struct BytesForm(bool Raw, int? Size)
{
    /// <summary>Writes bytes that have the right length.</summary>
    public void Write(AvroOutput output, ReadOnlySpan<byte> bytes)
    {
        if (Raw || Size is not null)
        {
            output.Raw(bytes);
        }
        else
        {
            output.Bytes(bytes);
        }
    }
}
