using System.Buffers;
using System.Text.Json;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.PluginLoading;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Registry;

/// <summary>The host's Avro converter, with a registry that the case has set up.</summary>
internal static class AvroConverters
{
    private const string ClassName = "io.confluent.connect.avro.AvroConverter";
    private const string Url = "schema.registry.url";
    private const string Wait = "retries.wait.ms";

    /// <summary>Uses a converter with settings.</summary>
    public static T UseAvro<T>(this HostPlugins plugins, IReadOnlyDictionary<string, string?> settings, bool isKey, Func<IConverter, T> use) =>
        plugins.Use<IConverter, T>(PluginKind.Converter, ClassName, converter =>
        {
            converter.Configure(settings, isKey);
            return use(converter);
        });

    /// <summary>A case's settings as a configuration has them, with the URL of a registry unless the case has one; it waits for nothing.</summary>
    public static Dictionary<string, string?> SettingsOf(JsonElement vector, string? url)
    {
        var settings = vector.GetProperty("config").EnumerateObject().ToDictionary(
            setting => setting.Name,
            setting => setting.Value.ValueKind == JsonValueKind.String ? setting.Value.GetString() : setting.Value.GetRawText(),
            StringComparer.Ordinal);
        settings.TryAdd(Wait, "1");
        if (url is not null)
        {
            settings.TryAdd(Url, url);
        }

        return settings;
    }

    /// <summary>The settings of a converter of a registry; it waits for nothing.</summary>
    public static Dictionary<string, string?> SettingsFor(string url) => new(StringComparer.Ordinal) { [Url] = url, [Wait] = "1" };

    /// <summary>The payload; null for none.</summary>
    public static byte[]? Write(this IConverter converter, string topic, Schema? schema, object? value, Headers? headers = null)
    {
        var output = new ArrayBufferWriter<byte>();
        return converter.FromConnectData(topic, headers, schema, value, output) ? output.WrittenSpan.ToArray() : null;
    }

    /// <summary>What a payload, null for none, is read as.</summary>
    public static SchemaAndValue Read(this IConverter converter, string topic, byte[]? wire, Headers? headers = null) =>
        converter.ToConnectData(topic, headers, wire is null ? Payload.Null : new Payload(wire));

    /// <summary>A payload's frame with a schema's id.</summary>
    public static byte[] Frame(int id, byte[] data) => [0, (byte)(id >> 24), (byte)(id >> 16), (byte)(id >> 8), (byte)id, .. data];
}
