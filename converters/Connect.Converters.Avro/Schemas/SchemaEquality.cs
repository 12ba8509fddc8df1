using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Whether two schemas are equal as Java's are: names, structure, defaults, orders and properties count, documentation
/// and aliases do not.</summary>
internal static class SchemaEquality
{
    /// <summary>Compares two schemas.</summary>
    public static bool AreEqual(Schema left, Schema right) => AreEqual(left, right, []);

    private static bool AreEqual(Schema left, Schema right, HashSet<SchemaPair> seen)
    {
        NestingGuard.Check();
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Tag != right.Tag || left.Fullname != right.Fullname
            || !SchemaAttributes.Of(left).Properties.Equals(SchemaAttributes.Of(right).Properties))
        {
            return false;
        }

        return (left, right) switch
        {
            (RecordSchema a, RecordSchema b) => !seen.Add(new SchemaPair(a, b)) || AreEqual(a.Fields, b.Fields, seen),
            (EnumSchema a, EnumSchema b) => a.Symbols.SequenceEqual(b.Symbols, StringComparer.Ordinal),
            (FixedSchema a, FixedSchema b) => a.Size == b.Size,
            (ArraySchema a, ArraySchema b) => AreEqual(a.ItemSchema, b.ItemSchema, seen),
            (MapSchema a, MapSchema b) => AreEqual(a.ValueSchema, b.ValueSchema, seen),
            (UnionSchema a, UnionSchema b) => a.Count == b.Count
                && a.Schemas.Zip(b.Schemas).All(pair => AreEqual(pair.First, pair.Second, seen)),
            _ => true,
        };
    }

    private static bool AreEqual(List<Field> left, List<Field> right, HashSet<SchemaPair> seen)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            var (a, b) = (left[i], right[i]);
            var (x, y) = (FieldAttributes.Of(a), FieldAttributes.Of(b));
            if (a.Name != b.Name || a.Ordering != b.Ordering || !x.Properties.Equals(y.Properties)
                || DefaultText(x) != DefaultText(y) || !AreEqual(a.Schema, b.Schema, seen))
            {
                return false;
            }
        }

        return true;
    }

    private static string? DefaultText(FieldAttributes attributes) => attributes.Default is { } value ? JsonText.Of(value) : null;
}
