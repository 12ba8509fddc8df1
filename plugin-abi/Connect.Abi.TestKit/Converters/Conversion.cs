using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;

namespace Connect.Abi.TestKit.Converters;

/// <summary>A configured converter, called as the host calls it.</summary>
internal sealed class Conversion : IDisposable
{
    private readonly ConverterSuite suite;
    private readonly IConverter converter;

    private Conversion(ConverterSuite suite, IConverter converter)
    {
        this.suite = suite;
        this.converter = converter;
    }

    /// <summary>A new converter.</summary>
    public static Conversion Configured(ConverterSuite suite, bool isKey = false, IReadOnlyDictionary<string, string?>? settings = null) =>
        Configured(suite, suite.CreateConverter(), isKey, settings);

    /// <summary>A converter that was made already.</summary>
    public static Conversion Configured(
        ConverterSuite suite, IConverter converter, bool isKey = false, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var conversion = new Conversion(suite, converter);
        try
        {
            converter.Configure(settings ?? suite.Settings, isKey);
            return conversion;
        }
        catch
        {
            conversion.Dispose();
            throw;
        }
    }

    /// <summary>What becomes of a value.</summary>
    public Written Write(SchemaAndValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        var headers = new Headers();
        if (converter.FromConnectData(suite.Topic, headers, value.Schema, value.Value, output))
        {
            return new Written(output.WrittenSpan.ToArray(), headers);
        }

        return output.WrittenCount == 0
            ? new Written(null, headers)
            : throw new CheckFailedException(
                "FromConnectData writes nothing where it answers false, the null payload",
                $"{output.WrittenCount} bytes",
                "answer true where bytes belong to the payload");
    }

    /// <summary>What a payload says.</summary>
    public SchemaAndValue Read(in Written written) =>
        converter.ToConnectData(
            suite.Topic,
            written.Headers is { Count: > 0 } ? written.Headers : null,
            written.Payload is null ? Payload.Null : new Payload(written.Payload.AsSpan()));

    public void Dispose() => converter.Dispose();

    /// <summary>A value as it goes into the log.</summary>
    /// <param name="Payload">The bytes; null for the null payload.</param>
    /// <param name="Headers">The headers that the converter added; null for none.</param>
    internal readonly record struct Written(byte[]? Payload, Headers? Headers = null);
}
