using System.Runtime.CompilerServices;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Caching;

/// <summary>Compares Avro schemas by identity: a registry's client keeps one instance of each.</summary>
internal sealed class SchemaVersionComparer : IEqualityComparer<(AvroSchema Writer, AvroSchema? Reader, int? Version)>
{
    public bool Equals((AvroSchema Writer, AvroSchema? Reader, int? Version) x, (AvroSchema Writer, AvroSchema? Reader, int? Version) y) =>
        ReferenceEquals(x.Writer, y.Writer) && ReferenceEquals(x.Reader, y.Reader) && x.Version == y.Version;

    public int GetHashCode((AvroSchema Writer, AvroSchema? Reader, int? Version) obj) =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Writer), RuntimeHelpers.GetHashCode(obj.Reader), obj.Version);
}
