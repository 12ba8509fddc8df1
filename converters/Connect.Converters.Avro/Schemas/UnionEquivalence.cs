using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Whether a writer's union is the reader's, branch for branch, so that each branch is read as its counterpart. Names
/// count without their namespaces.</summary>
/// <param name="names">The names of the writer's schema.</param>
internal sealed class UnionEquivalence(WriterNames names)
{
    private readonly Dictionary<SchemaPair, bool> seen = [];

    /// <summary>Compares a part of the writer's schema with one of the reader's.</summary>
    public bool Holds(Schema writer, Schema reader)
    {
        NestingGuard.Check();
        if (writer.Tag != reader.Tag || (writer is NamedSchema named && names.NameOf(named).Simple != reader.Name))
        {
            return false;
        }

        return (writer, reader) switch
        {
            (ArraySchema a, ArraySchema b) => Holds(a.ItemSchema, b.ItemSchema),
            (MapSchema a, MapSchema b) => Holds(a.ValueSchema, b.ValueSchema),
            (FixedSchema a, FixedSchema b) => a.Size == b.Size,
            (EnumSchema a, EnumSchema b) => a.Symbols.SequenceEqual(b.Symbols, StringComparer.Ordinal),
            (UnionSchema a, UnionSchema b) => a.Count == b.Count && a.Schemas.Zip(b.Schemas).All(pair => Holds(pair.First, pair.Second)),
            (RecordSchema a, RecordSchema b) => HoldsOnce(a, b),
            _ => true,
        };
    }

    private bool HoldsOnce(RecordSchema writer, RecordSchema reader)
    {
        var pair = new SchemaPair(writer, reader);
        if (!seen.TryGetValue(pair, out var holds))
        {
            // True for the records inside themselves until the contrary is found.
            seen[pair] = true;
            holds = writer.Count == reader.Count && writer.Fields.Zip(reader.Fields).All(
                fields => names.NameOf(writer, fields.First) == fields.Second.Name
                    && Holds(fields.First.Schema, fields.Second.Schema));
            seen[pair] = holds;
        }

        return holds;
    }
}
