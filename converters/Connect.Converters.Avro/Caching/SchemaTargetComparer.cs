using System.Runtime.CompilerServices;
using Connect.Abi.Data;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Caching;

/// <summary>Compares Connect schemas by what they say, Avro's by identity: a registry's client keeps one instance of each.</summary>
internal sealed class SchemaTargetComparer : IEqualityComparer<(Schema? Schema, AvroSchema Target)>
{
    public bool Equals((Schema? Schema, AvroSchema Target) x, (Schema? Schema, AvroSchema Target) y) =>
        ReferenceEquals(x.Target, y.Target) && Equals(x.Schema, y.Schema);

    public int GetHashCode((Schema? Schema, AvroSchema Target) obj) =>
        HashCode.Combine(obj.Schema, RuntimeHelpers.GetHashCode(obj.Target));
}
