using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Mapping;

/// <summary>How Connect's schemas and Avro's are mapped onto each other: the converter's settings that have nothing to do with a registry.</summary>
internal sealed class AvroDataSettings
{
    public const string ConnectMetaDataName = "connect.meta.data";
    public const string EnhancedName = "enhanced.avro.schema.support";
    public const string GeneralizedSumTypesName = "generalized.sum.type.support";
    public const string ScrubInvalidNamesName = "scrub.invalid.names";
    public const string DiscardTypeDocDefaultName = "discard.type.doc.default";
    public const string AllowOptionalMapKeysName = "allow.optional.map.keys";
    public const string FlattenSingletonUnionsName = "flatten.singleton.unions";
    public const string IgnoreDefaultForNullablesName = "ignore.default.for.nullables";
    public const string LogicalTypeConvertersName = "avro.use.logical.type.converters";
    public const string CacheSizeName = "schemas.cache.config";

    private const string Group = "Avro Data";

    private readonly AbstractConfig config;

    /// <summary>Reads the settings.</summary>
    /// <param name="settings">The converter's settings; others than these are passed over.</param>
    /// <exception cref="Abi.Errors.ConfigException">A value is not allowed.</exception>
    public AvroDataSettings(IReadOnlyDictionary<string, string?> settings)
    {
        config = new SimpleConfig(DefineIn(new ConfigDef()), settings!);
        ConnectMetaData = config.GetBoolean(ConnectMetaDataName);
        Enhanced = config.GetBoolean(EnhancedName);
        GeneralizedSumTypes = config.GetBoolean(GeneralizedSumTypesName);
        ScrubInvalidNames = config.GetBoolean(ScrubInvalidNamesName);
        DiscardTypeDocDefault = config.GetBoolean(DiscardTypeDocDefaultName);
        AllowOptionalMapKeys = config.GetBoolean(AllowOptionalMapKeysName);
        FlattenSingletonUnions = config.GetBoolean(FlattenSingletonUnionsName);
        IgnoreDefaultForNullables = config.GetBoolean(IgnoreDefaultForNullablesName);
        LogicalTypeConverters = config.GetBoolean(LogicalTypeConvertersName);
        CacheSize = Math.Max(1, config.GetInt(CacheSizeName));
    }

    /// <summary>Whether what Avro can't say is written as <c>connect.*</c> properties.</summary>
    public bool ConnectMetaData { get; }

    /// <summary>Whether enums stay enums, and branches of unions have full names.</summary>
    public bool Enhanced { get; }

    /// <summary>Whether enums and unions are named as Connect's other schema formats name them.</summary>
    public bool GeneralizedSumTypes { get; }

    public bool ScrubInvalidNames { get; }

    public bool DiscardTypeDocDefault { get; }

    public bool AllowOptionalMapKeys { get; }

    public bool FlattenSingletonUnions { get; }

    /// <summary>Whether null stays null in an optional field with a default.</summary>
    public bool IgnoreDefaultForNullables { get; }

    /// <summary>Whether values of Avro's logical types are refused, as Java's converter can't read them with this setting.</summary>
    public bool LogicalTypeConverters { get; }

    /// <summary>How many schemas are kept in each direction.</summary>
    public int CacheSize { get; }

    /// <summary>
    /// Whether Avro's types stay as they are, to be compared with other implementations of Avro: logical types are what they are built
    /// on, and null is a type of its own. Not a setting.
    /// </summary>
    internal bool OwnTypesOnly { get; init; }

    /// <summary>Adds these settings to a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <returns>The definition.</returns>
    public static ConfigDef DefineIn(ConfigDef definition)
    {
        Flag(definition, ConnectMetaDataName, true, Importance.Low, 0, "Connect Metadata",
            "Whether names, versions, docs, parameters and defaults that Avro has no place for are written as connect.* properties of the Avro schema.");
        Flag(definition, EnhancedName, false, Importance.Medium, 1, "Enhanced Avro Schema Support",
            "Whether a string that was an Avro enum is written as one, and the fields of a union's struct have their records' full names.");
        Flag(definition, GeneralizedSumTypesName, false, Importance.Medium, 2, "Generalized Sum Types",
            "Whether enums and unions are described as the converters of other schema formats describe them.");
        Flag(definition, ScrubInvalidNamesName, false, Importance.Medium, 3, "Scrub Invalid Names",
            "Whether characters that Avro allows in no name are replaced; otherwise a schema with such a name fails.");
        Flag(definition, DiscardTypeDocDefaultName, false, Importance.Low, 4, "Discard Type Doc and Default",
            "Whether only the docs and defaults of fields are kept, not those of types. Deprecated.");
        Flag(definition, AllowOptionalMapKeysName, false, Importance.Low, 5, "Optional Map Keys",
            "Whether a map with optional string keys is written as an Avro map; otherwise it is an array of entries, as maps with other keys are.");
        Flag(definition, FlattenSingletonUnionsName, true, Importance.Low, 6, "Flatten Singleton Unions",
            "Whether an Avro union of one type is read as that type, not as a struct with one field.");
        Flag(definition, IgnoreDefaultForNullablesName, false, Importance.Medium, 7, "Ignore Default for Nullables",
            "Whether null is written as null in an optional field that has a default; otherwise the default is written.");
        Flag(definition, LogicalTypeConvertersName, false, Importance.Medium, 8, "Logical Type Converters",
            "Kept for Java's configurations, where it breaks the reading of every Avro logical type: with true they are refused.");
        return definition.Define(
            CacheSizeName,
            ConfigType.Int,
            1000,
            Importance.Low,
            "How many converted schemas are kept in each direction; at least 1.",
            Group,
            9,
            Width.Medium,
            "Schema Cache Size");
    }

    private static void Flag(ConfigDef definition, string name, bool standard, Importance importance, int order, string display, string doc) =>
        definition.Define(name, ConfigType.Boolean, standard, importance, doc, Group, order, Width.Short, display);
}
