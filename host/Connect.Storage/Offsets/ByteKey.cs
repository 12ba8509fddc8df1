namespace Connect.Storage.Offsets;

/// <summary>Bytes that are compared by content.</summary>
internal readonly struct ByteKey(byte[]? bytes) : IEquatable<ByteKey>
{
    public byte[]? Bytes { get; } = bytes;

    public bool Equals(ByteKey other) => Bytes is null || other.Bytes is null
        ? ReferenceEquals(Bytes, other.Bytes)
        : Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
