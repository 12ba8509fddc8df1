using System.Buffers;
using System.Text;
using System.Text.Json;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.PluginLoading;
using Connect.TestVectors;

namespace Connect.Vectors.Plugins;

/// <summary>Runs a case with a converter or header converter of the host's plugins.</summary>
/// <param name="plugins">The plugins.</param>
/// <param name="tellsType">Whether header converters are told that they are, as the worker does, beside the settings of the case.</param>
internal sealed class ConverterCalls(HostPlugins plugins, bool tellsType = false)
{
    private const string Topic = "t";
    private const string HeaderKey = "h";

    /// <summary>Runs a case: <c>fromConnect</c>, <c>toConnect</c>, <c>fromHeader</c> or <c>toHeader</c>.</summary>
    /// <param name="vector">The case.</param>
    /// <param name="className">The converter.</param>
    /// <param name="bytes">The bytes that a text of the case stands for.</param>
    /// <param name="difference">The difference of expected from actual bytes; null for none.</param>
    public string? Run(VectorCase vector, string className, Func<string, byte[]> bytes, Func<byte[]?, byte[]?, string?> difference)
    {
        byte[]? input = vector.Has("inputBase64") ? vector["inputBase64"].GetBytesFromBase64()
            : vector.Text("input") is { } text ? bytes(text)
            : null;
        return vector.Op switch
        {
            "fromConnect" => Written(vector, () => FromConnect(vector, className), bytes, difference),
            "fromHeader" => Written(vector, () => FromHeader(vector, className), bytes, difference),
            "toConnect" => Read(vector, () => ToConnect(vector, className, input)),
            "toHeader" => Read(vector, () => ToHeader(vector, className, input)),
            var op => throw new InvalidDataException($"Unknown op {op}"),
        };
    }

    private static string? Written(
        VectorCase vector, Func<byte[]?> write, Func<string, byte[]> bytes, Func<byte[]?, byte[]?, string?> difference) => VectorOutcome.Of(
        vector,
        write,
        (expected, actual) => difference(expected.Output.GetString() is { } text ? bytes(text) : null, actual),
        actual => actual is null ? "null" : Encoding.UTF8.GetString(actual));

    private static string? Read(VectorCase vector, Func<SchemaAndValue> read) => VectorOutcome.Of(
        vector,
        read,
        (expected, actual) => VectorComparer.Difference(expected.Output, actual),
        actual => VectorWriter.WriteTyped(actual).ToJsonString());

    private byte[]? FromConnect(VectorCase vector, string className) => Converter(vector, className, converter =>
    {
        var (schema, value) = VectorReader.ReadTyped(vector["input"]);
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectData(Topic, null, schema, value, output) ? output.WrittenSpan.ToArray() : null;
    });

    private SchemaAndValue ToConnect(VectorCase vector, string className, byte[]? input) =>
        Converter(vector, className, converter => converter.ToConnectData(Topic, null, PayloadOf(input)));

    private byte[]? FromHeader(VectorCase vector, string className) => HeaderConverter(vector, className, converter =>
    {
        var (schema, value) = VectorReader.ReadTyped(vector["input"]);
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectHeader(Topic, HeaderKey, schema, value, output) ? output.WrittenSpan.ToArray() : null;
    });

    private SchemaAndValue ToHeader(VectorCase vector, string className, byte[]? input) =>
        HeaderConverter(vector, className, converter => converter.ToConnectHeader(Topic, HeaderKey, PayloadOf(input)));

    private T Converter<T>(VectorCase vector, string className, Func<IConverter, T> use) =>
        plugins.Use<IConverter, T>(PluginKind.Converter, className, converter =>
        {
            converter.Configure(vector.Settings("config"), vector["isKey"].ValueKind == JsonValueKind.True);
            return use(converter);
        });

    private T HeaderConverter<T>(VectorCase vector, string className, Func<IHeaderConverter, T> use) =>
        plugins.Use<IHeaderConverter, T>(PluginKind.HeaderConverter, className, converter =>
        {
            var settings = vector.Settings("config");
            if (tellsType)
            {
                settings["converter.type"] = "header";
            }

            converter.Configure(settings);
            return use(converter);
        });

    private static Payload PayloadOf(byte[]? bytes) => bytes is null ? Payload.Null : new Payload(bytes.AsSpan());
}
