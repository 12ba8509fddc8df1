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

    /// <summary>The payload of a value; null for the null payload.</summary>
    public byte[]? Write(SchemaAndValue value)
    {
        var output = new ArrayBufferWriter<byte>();
        if (converter.FromConnectData(suite.Topic, null, value.Schema, value.Value, output))
        {
            return output.WrittenSpan.ToArray();
        }

        return output.WrittenCount == 0
            ? null
            : throw new CheckFailedException(
                "FromConnectData writes nothing where it answers false, the null payload",
                $"{output.WrittenCount} bytes",
                "answer true where bytes belong to the payload");
    }

    /// <summary>What a payload says.</summary>
    public SchemaAndValue Read(byte[]? payload) =>
        converter.ToConnectData(suite.Topic, null, payload is null ? Payload.Null : new Payload(payload.AsSpan()));

    public void Dispose() => converter.Dispose();
}
