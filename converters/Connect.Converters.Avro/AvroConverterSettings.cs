using Connect.Abi.Configuration;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro;

/// <summary>The settings of an <see cref="AvroConverter"/>, parsed: the mapping's, and the registry's.</summary>
internal sealed class AvroConverterSettings
{
    /// <summary>All settings that Java's converter takes, with its names, types and defaults.</summary>
    public static readonly ConfigDef Definition = RegistrySettings.AddTo(AvroDataSettings.DefineIn(new ConfigDef()));

    public AvroConverterSettings(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        var config = new SimpleConfig(Definition, settings!);
        RegistrySettings.RefuseUnavailable(config);
        Data = new AvroDataSettings(settings);
        Use = new SchemaUseSettings(config, isKey);
        Connection = new ConnectionSettings(new SimpleConfig(Definition, RegistrySettings.OfClient(settings)!));
    }

    public AvroDataSettings Data { get; }

    public SchemaUseSettings Use { get; }

    public ConnectionSettings Connection { get; }
}
