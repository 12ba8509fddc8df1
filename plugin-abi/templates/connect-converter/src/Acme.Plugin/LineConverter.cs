using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Acme.Plugin;

/// <summary>Converts texts to and from UTF-8, each ended by a line feed.</summary>
public sealed class LineConverter : IConverter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        // It has no settings.
    }

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null)
        {
            return false;
        }

        if (value is not string text)
        {
            throw new DataException($"{nameof(LineConverter)} writes texts only, not {value.GetType()}: choose another converter");
        }

        Utf8.GetBytes(text, output);
        output.Write("\n"u8);
        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        if (payload.IsNull)
        {
            return new SchemaAndValue(Schema.OptionalString, null);
        }

        if (payload.Bytes is not [.. var line, (byte)'\n'])
        {
            throw new DataException($"{nameof(LineConverter)} reads lines, and this payload of {payload.Bytes.Length} bytes does not end with a line feed");
        }

        try
        {
            // The bytes are the worker's own: what is kept of them has to be copied, as this does.
            return new SchemaAndValue(Schema.OptionalString, Utf8.GetString(line));
        }
        catch (DecoderFallbackException e)
        {
            throw new DataException($"{nameof(LineConverter)} reads UTF-8, and this payload is none: {e.Message}", e);
        }
    }
}
