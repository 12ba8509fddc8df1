using System.Globalization;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Whether data of a writer's schema can be read with a reader's, as Java's class of the same name decides it. It is stricter
/// than <see cref="SchemaResolution"/>: what fails only for some data counts here.
/// </summary>
internal sealed class SchemaCompatibility
{
    private readonly Dictionary<SchemaPair, IReadOnlyList<Incompatibility>> results = [];

    private SchemaCompatibility()
    {
    }

    /// <summary>Compares two schemas.</summary>
    /// <param name="reader">The schema to read with.</param>
    /// <param name="writer">The schema that the data was written with.</param>
    /// <returns>What does not go together; nothing if the two are compatible.</returns>
    /// <exception cref="AvroSchemaException">A field of the reader's is, by its aliases, several of the writer's.</exception>
    public static IReadOnlyList<Incompatibility> Check(Schema reader, Schema writer) =>
        new SchemaCompatibility().Compare(reader, writer, "");

    // A pair of schemas is compared once, and counts as compatible while that is going on.
    private IReadOnlyList<Incompatibility> Compare(Schema reader, Schema writer, string location)
    {
        NestingGuard.Check();
        var pair = new SchemaPair(reader, writer);
        if (!results.TryGetValue(pair, out var result))
        {
            results[pair] = [];
            result = [.. Find(reader, writer, location)];
            results[pair] = result;
        }

        return result;
    }

    private IEnumerable<Incompatibility> Find(Schema reader, Schema writer, string location) => (reader, writer) switch
    {
        (UnionSchema, UnionSchema union) => UnionInUnion(reader, union, location),
        (_, UnionSchema union) => union.Schemas.SelectMany((branch, i) => Compare(reader, branch, At(location, i))),
        (UnionSchema union, _) => InUnion(union, writer, location),
        (ArraySchema a, ArraySchema b) => Compare(a.ItemSchema, b.ItemSchema, $"{location}/items"),
        (MapSchema a, MapSchema b) => Compare(a.ValueSchema, b.ValueSchema, $"{location}/values"),
        (FixedSchema a, FixedSchema b) => [.. Names(a, b, location), .. Sizes(a, b, location)],
        (EnumSchema a, EnumSchema b) => [.. Names(a, b, location), .. Symbols(a, b, location)],
        (RecordSchema a, RecordSchema b) => [.. Names(a, b, location), .. Fields(a, b, location)],
        _ when reader.Tag == writer.Tag || Promotion.IsAllowed(writer.Tag, reader.Tag) => [],
        _ => [Of(
            IncompatibilityType.TypeMismatch, location,
            $"the reader's type {AvroTypeNames.Of(reader.Tag)} does not take the writer's type {AvroTypeNames.Of(writer.Tag)}")],
    };

    private List<Incompatibility> UnionInUnion(Schema reader, UnionSchema writer, string location)
    {
        var found = new List<Incompatibility>();
        for (var i = 0; i < writer.Count; i++)
        {
            if (Compare(reader, writer[i], "").Count > 0)
            {
                found.Add(Of(
                    IncompatibilityType.MissingUnionBranch, At(location, i), $"the reader's union has no branch for {writer[i].Fullname}"));
            }
        }

        return found;
    }

    private List<Incompatibility> InUnion(UnionSchema reader, Schema writer, string location)
    {
        foreach (var branch in reader.Schemas)
        {
            if (Compare(branch, writer, "").Count == 0)
            {
                return [];
            }
        }

        return [Of(IncompatibilityType.MissingUnionBranch, location, $"the reader's union has no branch for {writer.Fullname}")];
    }

    private static IEnumerable<Incompatibility> Names(NamedSchema reader, NamedSchema writer, string location)
    {
        // An alias without namespace of a reader with one matches no writer, since Java compares its text, a dot in front.
        var aliased = SchemaAttributes.Of(reader).Aliases.Any(
            alias => alias.Full == writer.Fullname && (alias.Space is not null || string.IsNullOrEmpty(reader.Namespace)));
        if (reader.Name != writer.Name && !aliased)
        {
            yield return Of(
                IncompatibilityType.NameMismatch, $"{location}/name", $"the reader's is {reader.Fullname}, the writer's {writer.Fullname}");
        }
    }

    private static IEnumerable<Incompatibility> Sizes(FixedSchema reader, FixedSchema writer, string location)
    {
        if (reader.Size != writer.Size)
        {
            yield return Of(
                IncompatibilityType.FixedSizeMismatch, $"{location}/size", $"the reader's is {reader.Size}, the writer's {writer.Size}");
        }
    }

    private static IEnumerable<Incompatibility> Symbols(EnumSchema reader, EnumSchema writer, string location)
    {
        var missing = writer.Symbols.Except(reader.Symbols, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (missing.Length > 0 && reader.Default is null)
        {
            yield return Of(
                IncompatibilityType.MissingEnumSymbols, $"{location}/symbols", $"the reader's have not {string.Join(", ", missing)}");
        }
    }

    private IEnumerable<Incompatibility> Fields(RecordSchema reader, RecordSchema writer, string location)
    {
        foreach (var field in reader.Fields)
        {
            var place = $"{location}/fields/{field.Pos.ToString(CultureInfo.InvariantCulture)}";
            var attributes = FieldAttributes.Of(field);
            IEnumerable<Incompatibility> found = WriterField(writer, field, attributes) switch
            {
                { } match => Compare(field.Schema, match.Schema, $"{place}/type"),
                null when attributes.Default is not null => [],

                // Java compares an enum that has a default with the record itself.
                null when field.Schema is EnumSchema { Default: not null } => Compare(field.Schema, writer, $"{place}/type"),
                null => [Of(
                    IncompatibilityType.ReaderFieldMissingDefaultValue, place,
                    $"the writer has no field \"{field.Name}\", and the reader's has no default")],
            };
            foreach (var item in found)
            {
                yield return item;
            }
        }
    }

    private static Field? WriterField(RecordSchema writer, Field field, FieldAttributes attributes)
    {
        Field? match = null;
        foreach (var name in attributes.Aliases.Prepend(field.Name))
        {
            if (!writer.TryGetField(name, out var candidate))
            {
                continue;
            }

            match = match is null
                ? candidate
                : throw new AvroSchemaException(
                    $"The reader's field \"{field.Name}\" is both \"{match.Name}\" and \"{candidate.Name}\" of the writer's record "
                    + $"{writer.Fullname} by its aliases: leave one of them out.");
        }

        return match;
    }

    private static string At(string location, int index) => $"{location}/{index.ToString(CultureInfo.InvariantCulture)}";

    private static Incompatibility Of(IncompatibilityType type, string location, string message) =>
        new(type, location.Length == 0 ? "/" : location, message);
}
