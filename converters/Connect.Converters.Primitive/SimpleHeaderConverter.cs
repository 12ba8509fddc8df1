using System.Buffers;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Converters.Primitive;

/// <summary>Writes a header's value as its text, and reads a text as the value that it looks like: a number, a list, a date…</summary>
[ContractName("org.apache.kafka.connect.storage.SimpleHeaderConverter")]
public sealed class SimpleHeaderConverter : IHeaderConverter
{
    private static readonly ConfigDef NoSettings = new();

    /// <inheritdoc/>
    public ConfigDef ConfigDef => NoSettings;

    /// <summary>Takes no settings.</summary>
    /// <param name="settings">Not used.</param>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (Values.ConvertToString(schema, value) is not { } text)
        {
            return false;
        }

        if (text.Length > 0)
        {
            output.Advance(JavaUtf8.Encode(text, output.GetSpan(JavaUtf8.MaxBytes(text.Length))));
        }

        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) =>
        payload.IsNull ? SchemaAndValue.Null : Values.ParseString(JavaUtf8.Decode(payload.Bytes));
}
