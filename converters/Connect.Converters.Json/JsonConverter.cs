using System.Buffers;
using System.Text;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;
using Connect.Converters.Json.Reading;
using Connect.Converters.Json.Text;
using Connect.Converters.Json.Writing;

namespace Connect.Converters.Json;

/// <summary>
/// Keys, values and headers as JSON: with <c>schemas.enable</c> an envelope of schema and payload, else the bare data.
/// </summary>
[ContractName("org.apache.kafka.connect.json.JsonConverter")]
public sealed class JsonConverter : IConverter, IHeaderConverter
{
    private readonly JsonOutput text = new();
    private JsonConverterSettings? settings;
    private DataWriter? writer;
    private DataReader? reader;
    private EnvelopeReader? envelopes;
    private SchemaPlan? content;
    private LruCache<Schema, WrittenSchema>? written;
    private byte[]? headWithoutSchema;
    private Schema? lastSchema;
    private WrittenSchema? last;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => JsonConverterSettings.Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey) =>
        Apply(new Dictionary<string, string?>(settings, StringComparer.Ordinal) { [JsonConverterSettings.Type] = isKey ? "key" : "value" });

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) => Apply(settings);

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (writer is null)
        {
            throw NotConfigured();
        }

        if (schema is null && value is null)
        {
            return false;
        }

        // Written aside first: where a value does not fit, nothing of it reaches the output.
        text.Clear();
        var known = schema is null ? null : WrittenOf(schema);
        if (settings!.SchemasEnabled)
        {
            text.Raw(known is null ? headWithoutSchema : HeadOf(known));
            writer.Write(known?.Plan, value, 1);
            text.Byte((byte)'}');
        }
        else
        {
            writer.Write(known?.Plan, value, 0);
        }

        output.Write(text.Written);
        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        if (reader is null)
        {
            throw NotConfigured();
        }

        if (payload.IsNull)
        {
            return SchemaAndValue.Null;
        }

        try
        {
            return Read(payload.Bytes);
        }
        catch (JsonSyntaxException e)
        {
            throw NoJson(payload.Bytes, e.Message);
        }
    }

    /// <summary>Holds nothing that has to be let go.</summary>
    public void Dispose()
    {
    }

    private static InvalidOperationException NotConfigured() =>
        new($"{nameof(JsonConverter)} was not configured: call {nameof(Configure)} before any conversion");

    private DataException NoJson(ReadOnlySpan<byte> bytes, string why) => new(
        $"Converting byte[] to Kafka Connect data failed due to serialization error: the {settings!.ConverterType} is not JSON that can be read:"
        + $" {why}. {PayloadLook.Of(bytes, settings.ConverterType)}");

    private SchemaAndValue Read(ReadOnlySpan<byte> bytes)
    {
        var json = Utf8Input.Of(bytes);
        if (content is not null)
        {
            return ReadContent(json);
        }

        if (settings!.SchemasEnabled)
        {
            return envelopes!.Read(json);
        }

        var cursor = new JsonCursor(json);
        return new SchemaAndValue(null, reader!.Read(ref cursor, null));
    }

    private void Apply(IReadOnlyDictionary<string, string?> given)
    {
        settings = new JsonConverterSettings(given);
        writer = new DataWriter(text, settings.NumericDecimals, settings.ReplaceNullWithDefault);
        reader = new DataReader(settings.ReplaceNullWithDefault);
        envelopes = new EnvelopeReader(reader, settings.CacheSize, settings.ConverterType);
        written = new LruCache<Schema, WrittenSchema>(settings.CacheSize, EqualityComparer<Schema>.Default);
        headWithoutSchema = SchemaWriter.EnvelopeHead(null, settings.NumericDecimals, settings.ReplaceNullWithDefault);
        lastSchema = null;
        content = null;
        if (settings.SchemaContent is { } schema)
        {
            try
            {
                // Inside of something: a number in it does not end the text.
                var cursor = new JsonCursor(Encoding.UTF8.GetBytes(schema), 0, depth: 1);
                var read = new SchemaReader(reader).Read(ref cursor);
                content = settings.SchemasEnabled ? read : null;
            }
            catch (DataException e)
            {
                throw new DataException($"{JsonConverterSettings.SchemaContentName} does not hold a schema in JSON: {e.Message}", e);
            }
        }
    }

    private SchemaAndValue ReadContent(ReadOnlySpan<byte> json)
    {
        try
        {
            var cursor = new JsonCursor(json);
            return new SchemaAndValue(content!.Schema, reader!.Read(ref cursor, content));
        }
        catch (DataException e) when (e is not JsonSyntaxException)
        {
            throw new DataException(
                $"The message does not fit the schema in {JsonConverterSettings.SchemaContentName}: {e.Message}. Where messages are"
                + " envelopes that hold their own schema, leave that setting out",
                e);
        }
    }

    private WrittenSchema WrittenOf(Schema schema)
    {
        if (ReferenceEquals(lastSchema, schema))
        {
            return last!;
        }

        var found = written!.Find(schema);
        if (found is null)
        {
            found = new WrittenSchema(new SchemaPlan(schema));
            written.Add(schema, found);
        }

        lastSchema = schema;
        return last = found;
    }

    private byte[] HeadOf(WrittenSchema known) =>
        known.Head ??= SchemaWriter.EnvelopeHead(known.Plan, settings!.NumericDecimals, settings.ReplaceNullWithDefault);

    private sealed class WrittenSchema(SchemaPlan plan)
    {
        public SchemaPlan Plan { get; } = plan;

        /// <summary>All of an envelope that comes before its payload; made when it is needed.</summary>
        public byte[]? Head { get; set; }
    }
}
