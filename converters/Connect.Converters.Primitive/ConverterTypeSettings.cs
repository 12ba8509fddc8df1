using Connect.Abi.Configuration;

namespace Connect.Converters.Primitive;

/// <summary>The setting that all converters of this assembly have in common: what they are used for.</summary>
internal static class ConverterTypeSettings
{
    public const string Type = "converter.type";

    public static readonly ConfigDef Definition = Define();

    public static ConfigDef Define() => new ConfigDef().Define(
        Type,
        ConfigType.String,
        ConfigDef.NoDefault,
        ValidString.In("key", "value", "header"),
        Importance.Low,
        "What the converter is used for: keys, values or headers. The worker sets it.");
}
