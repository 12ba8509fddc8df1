using System.Text.Json.Nodes;

namespace Connect.Converters.Avro.Mapping;

/// <summary>
/// Whether the same bytes mean the same in two types: names, fields, branches, symbols and sizes, and of the properties those by
/// which values become other ones; not docs, defaults or the other properties.
/// </summary>
internal static class AvroTypeShape
{
    private static readonly string[] Meanings = [ConnectNames.LogicalType, ConnectNames.Scale, ConnectNames.Type];

    public static bool AreSame(AvroType a, AvroType b) => AreSame(a, b, []);

    private static bool AreSame(AvroType a, AvroType b, HashSet<(AvroType A, AvroType B)> assumed)
    {
        // What is being compared further up is taken as the same: a type may contain itself.
        if (ReferenceEquals(a, b) || !assumed.Add((a, b)))
        {
            return true;
        }

        if (a.Kind != b.Kind || a.FullName != b.FullName || a.Size != b.Size || !a.Symbols.SequenceEqual(b.Symbols, StringComparer.Ordinal)
            || !Array.TrueForAll(Meanings, name => JsonNode.DeepEquals(a.Property(name), b.Property(name))))
        {
            return false;
        }

        if (a.Element is not null)
        {
            return AreSame(a.Element, b.Element!, assumed);
        }

        if (a.Branches.Count != b.Branches.Count || a.Fields?.Count != b.Fields?.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Branches.Count; i++)
        {
            if (!AreSame(a.Branches[i], b.Branches[i], assumed))
            {
                return false;
            }
        }

        for (var i = 0; i < (a.Fields?.Count ?? 0); i++)
        {
            if (a.Fields![i].Name != b.Fields![i].Name || !AreSame(a.Fields[i].Type, b.Fields[i].Type, assumed))
            {
                return false;
            }
        }

        return true;
    }
}
