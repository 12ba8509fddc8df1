using System.Runtime.CompilerServices;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Two schemas by their identity: what a walk through both has met already, so that recursion ends.</summary>
internal readonly struct SchemaPair(Schema first, Schema second) : IEquatable<SchemaPair>
{
    private readonly Schema first = first;
    private readonly Schema second = second;

    /// <inheritdoc/>
    public bool Equals(SchemaPair other) => ReferenceEquals(first, other.first) && ReferenceEquals(second, other.second);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SchemaPair other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(first), RuntimeHelpers.GetHashCode(second));
}
