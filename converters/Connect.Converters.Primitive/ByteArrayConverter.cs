using System.Buffers;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Primitive;

/// <summary>Passes bytes through as they are.</summary>
[ContractName("org.apache.kafka.connect.converters.ByteArrayConverter")]
public sealed class ByteArrayConverter : IConverter, IHeaderConverter
{
    /// <inheritdoc/>
    public ConfigDef ConfigDef => ConverterTypeSettings.Definition;

    /// <summary>Takes no settings.</summary>
    /// <param name="settings">Not used.</param>
    /// <param name="isKey">Not used.</param>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
    }

    /// <summary>Takes no settings.</summary>
    /// <param name="settings">Not used.</param>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (schema is not null && schema.Type != SchemaType.Bytes)
        {
            throw new DataException($"{nameof(ByteArrayConverter)} writes values of type bytes only, not of {schema}: choose another converter");
        }

        switch (value)
        {
            case null:
                return false;
            case byte[] bytes:
                output.Write(bytes);
                return true;
            case ReadOnlyMemory<byte> bytes:
                output.Write(bytes.Span);
                return true;
            default:
                throw new DataException($"{nameof(ByteArrayConverter)} writes bytes only, not {value.GetType()}: choose another converter");
        }
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) =>
        new(Schema.OptionalBytes, payload.IsNull ? null : payload.Bytes.ToArray());

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    /// <summary>Holds nothing that has to be let go.</summary>
    public void Dispose()
    {
    }
}
