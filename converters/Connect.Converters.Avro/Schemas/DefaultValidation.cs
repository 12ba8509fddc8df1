using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Whether a field's default fits its type, by the rules of Java's parser: neither the symbols of an enum nor the size
/// of a fixed count, and a union takes what any of its branches takes.</summary>
internal sealed class DefaultValidation
{
    // The fields of a default's record may have records as defaults in their turn, and those again.
    private const int MaxParts = 1 << 20;

    private readonly string path;
    private readonly IReadOnlySet<Schema>? incomplete;
    private int parts;

    private DefaultValidation(string path, IReadOnlySet<Schema>? incomplete)
    {
        this.path = path;
        this.incomplete = incomplete;
    }

    /// <summary>Refuses a default that does not fit.</summary>
    /// <param name="schema">The field's schema.</param>
    /// <param name="value">The default.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="path">Where the field stands.</param>
    /// <param name="incomplete">Records whose fields are not known yet, and for which no default can be told.</param>
    public static void Check(Schema schema, JsonElement value, string field, string path, IReadOnlySet<Schema>? incomplete)
    {
        // What was a text is by now one of the numbers that JSON can't write.
        var isNumberText = value.ValueKind == JsonValueKind.String && schema.Tag is Schema.Type.Float or Schema.Type.Double;
        if (!isNumberText && !new DefaultValidation(path, incomplete).Fits(schema, value))
        {
            throw AvroSchemaException.At(path, $"the default {JsonText.Of(value)} of field \"{field}\" is no {Describe(schema)}");
        }
    }

    private bool Fits(Schema schema, JsonElement value)
    {
        NestingGuard.Check();
        if (++parts > MaxParts)
        {
            throw AvroSchemaException.At(path, $"a default has more than {MaxParts} parts, with those that its records take from their fields' defaults");
        }

        return schema.Tag switch
        {
            Schema.Type.String or Schema.Type.Bytes or Schema.Type.Enumeration or Schema.Type.Fixed =>
                value.ValueKind == JsonValueKind.String,
            Schema.Type.Int => JsonText.IsIntegral(value) && value.TryGetInt32(out _),
            Schema.Type.Long => JsonText.IsIntegral(value) && value.TryGetInt64(out _),
            Schema.Type.Float or Schema.Type.Double => value.ValueKind == JsonValueKind.Number,
            Schema.Type.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            Schema.Type.Null => value.ValueKind == JsonValueKind.Null,
            Schema.Type.Array => value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(item => Fits(((ArraySchema)schema).ItemSchema, item)),
            Schema.Type.Map => value.ValueKind == JsonValueKind.Object
                && value.Members().Values.All(entry => Fits(((MapSchema)schema).ValueSchema, entry)),
            Schema.Type.Union => ((UnionSchema)schema).Schemas.Any(branch => Fits(branch, value)),
            _ => value.ValueKind == JsonValueKind.Object && FitsRecord((RecordSchema)schema, value),
        };
    }

    private bool FitsRecord(RecordSchema record, JsonElement value)
    {
        if (incomplete?.Contains(record) == true)
        {
            throw AvroSchemaException.At(path, $"a default inside record \"{record.Fullname}\" is of that record itself");
        }

        return record.Fields.TrueForAll(field =>
            (value.Member(field.Name) ?? FieldAttributes.Of(field).Default) is { } part && Fits(field.Schema, part));
    }

    private static string Describe(Schema schema) => schema switch
    {
        UnionSchema union => $"value of any branch of [{string.Join(", ", union.Schemas.Select(Describe))}]",
        NamedSchema named => named.Fullname,
        _ => AvroTypeNames.Of(schema.Tag),
    };
}
