using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Reading;

/// <summary>How many bytes a value of a schema takes at least, by which claimed numbers of elements are judged.</summary>
internal static class LeastBytes
{
    // More is of no use to the judgement, and sums stay far from overflowing.
    private const int Enough = 1 << 16;

    /// <summary>The number for one value of a schema.</summary>
    public static int Of(AvroSchema schema) => Of(schema, new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance));

    /// <summary>The numbers for one element of each array and map inside of a schema.</summary>
    public static Dictionary<AvroSchema, int> OfElements(AvroSchema schema)
    {
        var found = new Dictionary<AvroSchema, int>(ReferenceEqualityComparer.Instance);
        Collect(schema, found, new HashSet<AvroSchema>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Collect(AvroSchema schema, Dictionary<AvroSchema, int> found, HashSet<AvroSchema> seen)
    {
        Schemas.NestingGuard.Check();
        if (!seen.Add(schema))
        {
            return;
        }

        switch (schema)
        {
            case global::Avro.ArraySchema array:
                found[array] = Of(array.ItemSchema);
                Collect(array.ItemSchema, found, seen);
                break;
            case global::Avro.MapSchema map:
                found[map] = 1 + Of(map.ValueSchema);
                Collect(map.ValueSchema, found, seen);
                break;
            case global::Avro.UnionSchema union:
                foreach (var branch in union.Schemas)
                {
                    Collect(branch, found, seen);
                }

                break;
            case global::Avro.RecordSchema record:
                foreach (var field in record.Fields)
                {
                    Collect(field.Schema, found, seen);
                }

                break;
        }
    }

    private static int Of(AvroSchema schema, HashSet<AvroSchema> open)
    {
        Schemas.NestingGuard.Check();
        switch (schema)
        {
            case global::Avro.RecordSchema record:
                // One inside of itself counts nothing, which is at least what it takes; so does one that is already counted in full.
                if (!open.Add(record))
                {
                    return 0;
                }

                var sum = 0;
                foreach (var field in record.Fields)
                {
                    sum = Math.Min(Enough, sum + Of(field.Schema, open));
                }

                return sum;
            case global::Avro.UnionSchema union:
                var least = Enough;
                foreach (var branch in union.Schemas)
                {
                    least = Math.Min(least, Of(branch, open));
                }

                return 1 + (union.Count == 0 ? 0 : least);
            case global::Avro.FixedSchema { Size: var size }:
                return Math.Min(Enough, size);
            default:
                return schema.Tag switch
                {
                    AvroSchema.Type.Null => 0,
                    AvroSchema.Type.Float => sizeof(float),
                    AvroSchema.Type.Double => sizeof(double),
                    _ => 1,
                };
        }
    }
}
