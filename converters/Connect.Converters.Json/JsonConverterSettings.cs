using Connect.Abi.Configuration;

namespace Connect.Converters.Json;

/// <summary>The settings of a <see cref="JsonConverter"/>, parsed.</summary>
internal sealed class JsonConverterSettings
{
    public const string Type = "converter.type";
    public const string SchemasEnable = "schemas.enable";
    public const string SchemaContentName = "schema.content";
    public const string SchemasCacheSize = "schemas.cache.size";
    public const string DecimalFormat = "decimal.format";
    public const string ReplaceNull = "replace.null.with.default";

    public static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            Type,
            ConfigType.String,
            ConfigDef.NoDefault,
            ValidString.In("key", "value", "header"),
            Importance.Low,
            "What the converter is used for: keys, values or headers. The worker sets it.")
        .Define(
            SchemasEnable,
            ConfigType.Boolean,
            true,
            Importance.High,
            "Whether every message is an envelope that holds its schema besides its payload.",
            "Schemas",
            0,
            Width.Medium,
            "Enable Schemas")
        .Define(
            SchemasCacheSize,
            ConfigType.Int,
            1000,
            Importance.High,
            "How many schemas are kept in each direction, so that they need not be read and written anew.",
            "Schemas",
            1,
            Width.Medium,
            "Schema Cache Size")
        .Define(
            SchemaContentName,
            ConfigType.String,
            null,
            Importance.High,
            "A schema, in the JSON of an envelope's schema, that all messages read have: they are plain JSON then, without an envelope. "
                + "Empty for none. It counts only with schemas.enable, and does not change what is written.",
            "Schemas",
            2,
            Width.Medium,
            "Schema Content")
        .Define(
            DecimalFormat,
            ConfigType.String,
            "BASE64",
            CaseInsensitiveValidString.In("BASE64", "NUMERIC"),
            Importance.Low,
            "How decimals are written: BASE64 of their bytes, or NUMERIC, as numbers. In any case; both are read.",
            "Serialization",
            0,
            Width.Medium,
            "Decimal Format")
        .Define(
            ReplaceNull,
            ConfigType.Boolean,
            true,
            Importance.Low,
            "Whether a field's default is used where the field is null.",
            "Serialization",
            1,
            Width.Medium,
            "Replace null with default");

    public JsonConverterSettings(IReadOnlyDictionary<string, string?> settings)
    {
        var config = new SimpleConfig(Definition, settings!);
        ConverterType = config.GetString(Type)!;
        SchemasEnabled = config.GetBoolean(SchemasEnable);
        CacheSize = Math.Max(0, config.GetInt(SchemasCacheSize));
        NumericDecimals = string.Equals(config.GetString(DecimalFormat), "NUMERIC", StringComparison.OrdinalIgnoreCase);
        ReplaceNullWithDefault = config.GetBoolean(ReplaceNull);
        SchemaContent = config.GetString(SchemaContentName) is { Length: > 0 } content ? content : null;
    }

    /// <summary>What is converted: key, value or header.</summary>
    public string ConverterType { get; }

    public bool SchemasEnabled { get; }

    public int CacheSize { get; }

    public bool NumericDecimals { get; }

    public bool ReplaceNullWithDefault { get; }

    /// <summary>The text of the schema that all messages have; null for none.</summary>
    public string? SchemaContent { get; }
}
