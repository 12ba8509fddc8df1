using System.Text;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// Reads the text of a schema into Apache.Avro's model, and takes what Java's parser takes. Apache.Avro's own parser can't be
/// asked: it has no references to what is defined further down, gives a type without namespace that of the record around it,
/// takes texts that look like dates for dates, and refuses logical types that Java ignores.
/// </summary>
internal static class AvroSchemaParser
{
    // Jackson's bound, which also keeps a hostile number from taking time that grows with the square of its length.
    private const int MaxNumberLength = 1000;

    /// <summary>Reads a schema. The model holds no logical types (<see cref="LogicalTypes"/> tells them) and no <c>error</c>
    /// types (they are records), and keeps what else was in the text in <see cref="SchemaAttributes"/> and
    /// <see cref="FieldAttributes"/>.</summary>
    /// <param name="json">The schema as JSON, in which comments are allowed.</param>
    /// <param name="checks">What is checked beside the structure.</param>
    /// <param name="references">Other schemas whose definitions the schema may name; a later one may name those of an
    /// earlier one.</param>
    /// <exception cref="AvroSchemaException">The text is no JSON, or no schema.</exception>
    public static Schema Parse(string json, SchemaChecks checks = SchemaChecks.All, IEnumerable<string>? references = null)
    {
        var types = new NamedTypes(checks);
        foreach (var reference in references ?? [])
        {
            Read(reference, types);
        }

        return new ReferenceResolver(types).Resolve(Read(json, types));
    }

    private static Schema Read(string json, NamedTypes types)
    {
        using var document = ReadDocument(Encoding.UTF8.GetBytes(json));
        return new SchemaReader(types).Read(document.RootElement, null, "");
    }

    private static JsonDocument ReadDocument(byte[] json)
    {
        try
        {
            CheckTokens(json);
            var reader = new Utf8JsonReader(json, ReaderOptions);
            var document = JsonDocument.ParseValue(ref reader);
            if (json.AsSpan((int)reader.BytesConsumed).ContainsAnyExceptInRange((byte)0, (byte)' '))
            {
                throw AvroSchemaException.At("", "there is more text behind its end");
            }

            return document;
        }
        catch (JsonException e)
        {
            throw new AvroSchemaException($"The Avro schema is not valid JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new AvroSchemaException($"The Avro schema has a text with half of a surrogate pair in it: {e.Message}", e);
        }
    }

    private static JsonReaderOptions ReaderOptions => new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = NestingGuard.MaxJsonDepth,
    };

    // What can only be told from the texts themselves, so that nobody behind this has to expect it.
    private static void CheckTokens(byte[] json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        do
        {
            if (!reader.Read())
            {
                throw AvroSchemaException.At("", "it is empty");
            }

            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
            else if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length > MaxNumberLength)
            {
                throw AvroSchemaException.At("", $"it has a number of more than {MaxNumberLength} digits");
            }
        }
        while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
    }
}
