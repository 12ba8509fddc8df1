using System.Buffers;
using Connect.Abi;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using TestPlugins.Bases;
using TestPlugins.Shared;

namespace TestPlugins.Assorted;

/// <summary>Its base is in another assembly, behind a generic one; itself it names nothing of the ABI.</summary>
public class FarawaySinkConnector : QuietSinkBase;

/// <summary>Inherits from a class that can be used itself.</summary>
public sealed class FartherSinkConnector : FarawaySinkConnector;

/// <summary>Two kinds in one, with a name that clients know.</summary>
[ContractName("org.example.BothConverter")]
[PluginVersion("7.1")]
public sealed class BothConverter : IConverter, IHeaderConverter
{
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
    }

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output) => false;

    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) => default;

    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) => false;

    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => default;

    public Connect.Abi.Configuration.ConfigDef ConfigDef { get; } = new();

    public void Dispose()
    {
    }
}

/// <summary>A holder of nested ones, itself no plugin.</summary>
public static class Holder
{
    public sealed class Key : TestPredicate;

    public sealed class Value : TestPredicate;
}

/// <summary>Asks by name for what only the host has.</summary>
public sealed class AsksByName : TestPredicate
{
    public override string ToString() =>
        Type.GetType("McMaster.NETCore.Plugins.PluginLoader, McMaster.NETCore.Plugins", throwOnError: false)?.FullName ?? "nothing";
}

/// <summary>Speaks the language that it is asked in.</summary>
public sealed class Greets : TestPredicate
{
    public override string ToString() =>
        new System.Resources.ResourceManager("TestPlugins.Assorted.Greetings", typeof(Greets).Assembly)
            .GetString("Hello", System.Globalization.CultureInfo.GetCultureInfo("de"))!;
}
