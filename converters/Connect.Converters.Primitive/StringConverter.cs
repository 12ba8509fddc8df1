using System.Buffers;
using System.Text;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>Keys, values and headers as text: of whatever is written its text, and all that is read as strings.</summary>
[ContractName("org.apache.kafka.connect.storage.StringConverter")]
public sealed class StringConverter : IConverter, IHeaderConverter
{
    internal const string EncodingName = "converter.encoding";

    private static readonly ConfigDef Definition = ConverterTypeSettings.Define().Define(
        EncodingName,
        ConfigType.String,
        "UTF-8",
        Importance.High,
        "The encoding that texts are written and read in, by a name of IANA such as UTF-8 or ISO-8859-1.");

    // Null for UTF-8, the rule, which goes a shorter way.
    private TextEncoding? encoding;

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey) =>
        Read(new Dictionary<string, string?>(settings, StringComparer.Ordinal) { [ConverterTypeSettings.Type] = isKey ? "key" : "value" });

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings) => Read(settings);

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null)
        {
            return false;
        }

        var text = value as string ?? ConnectText.Of(value);
        if (encoding is not null)
        {
            encoding.Encode(text, output);
        }
        else if (text.Length > 0)
        {
            output.Advance(JavaUtf8.Encode(text, output.GetSpan(JavaUtf8.MaxBytes(text.Length))));
        }

        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) => new(
        Schema.OptionalString,
        payload.IsNull ? null : encoding is null ? JavaUtf8.Decode(payload.Bytes) : encoding.Decode(payload.Bytes));

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    /// <summary>Holds nothing that has to be let go.</summary>
    public void Dispose()
    {
    }

    private void Read(IReadOnlyDictionary<string, string?> settings)
    {
        var name = new SimpleConfig(Definition, settings!).GetString(EncodingName) ?? string.Empty;
        var found = new TextEncoding(name);
        encoding = name.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase) ? null : found;
    }
}
