namespace Connect.Converters.Avro.Reading;

/// <summary>A form from which bytes are read.</summary>
/// <param name="Raw">Whether they are all that is left, without their length.</param>
/// <param name="Size">The size of a fixed; null for bytes of any length.</param>
internal readonly record struct BytesSource(bool Raw, int? Size)
{
    /// <summary>The bytes, valid as long as the input.</summary>
    public ReadOnlySpan<byte> Read(ref AvroInput input) =>
        Raw ? input.ReadRest() : Size is { } size ? input.ReadFixed(size) : input.ReadBytes();
}
