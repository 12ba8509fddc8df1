using System.Globalization;
using Confluent.SchemaRegistry;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using static Connect.Converters.Avro.Registry.Settings.SchemaUseDefinition;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>What is done with the registry, parsed, for keys or for values.</summary>
internal sealed class SchemaUseSettings
{
    public SchemaUseSettings(AbstractConfig config, bool isKey)
    {
        IsKey = isKey;
        var side = isKey ? "key" : "value";
        StrategySetting = side + SubjectStrategySuffix;
        Strategy = OneOf(
            config,
            StrategySetting,
            (TopicName, SubjectNameStrategy.Topic),
            (RecordName, SubjectNameStrategy.Record),
            (TopicRecordName, SubjectNameStrategy.TopicRecord),
            (AssociatedName, SubjectNameStrategy.Associated));
        Fallback = FallbackOf(config);
        ClusterId = config.Originals.GetValueOrDefault(KafkaClusterId)?.ToString();
        IdInHeader = OneOf(config, side + IdSerializerSuffix, (PrefixSerializer, false), (HeaderSerializer, true));
        IdSource = OneOf(
            config,
            side + IdDeserializerSuffix,
            (DualDeserializer, SchemaIdSource.HeaderOrPrefix),
            (PrefixDeserializer, SchemaIdSource.Prefix),
            (ConfigDeserializer, SchemaIdSource.Setting));
        Normalize = config.GetBoolean(SchemaUseDefinition.Normalize);
        FixedId = config.GetInt(UseId) is >= 0 and var id ? id : null;
        FixedGuid = GuidOf(config.GetString(UseGuid));
        LatestMetadata = MetadataOf(config.GetString(UseLatestWithMetadata));
        UseLatest = config.GetBoolean(SchemaUseDefinition.UseLatest);
        LatestStrict = config.GetBoolean(SchemaUseDefinition.LatestStrict);
        IdStrict = config.GetBoolean(SchemaUseDefinition.IdStrict);
        AutoRegister = config.GetBoolean(SchemaUseDefinition.AutoRegister);
        CacheSize = Math.Max(1, config.GetInt(MaxSchemas));
        LatestCacheSize = Math.Max(1, config.GetInt(SchemaUseDefinition.LatestCacheSize));
        LatestLifetime = config.GetInt(LatestCacheTtl) is >= 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
        FailOnTrailingData = config.GetBoolean(SchemaUseDefinition.FailOnTrailingData);
        if (IdSource == SchemaIdSource.Setting && FixedId is null && FixedGuid is null)
        {
            throw new ConfigException($"{UseId} or {UseGuid} is missing: {side + IdDeserializerSuffix}={ConfigDeserializer} needs one of them");
        }
    }

    public bool IsKey { get; }

    public SubjectNameStrategy Strategy { get; }

    /// <summary>The name of the setting that chose the strategy, for messages.</summary>
    public string StrategySetting { get; }

    /// <summary>What names the subject of a topic that has no associated one; null: nothing does.</summary>
    public SubjectNameStrategy? Fallback { get; }

    /// <summary>Whose topics associations speak of; null for those that speak of no certain cluster.</summary>
    public string? ClusterId { get; }

    public bool IdInHeader { get; }

    public SchemaIdSource IdSource { get; }

    public bool AutoRegister { get; }

    public bool Normalize { get; }

    public int? FixedId { get; }

    public Guid? FixedGuid { get; }

    public bool IdStrict { get; }

    public bool UseLatest { get; }

    public IReadOnlyDictionary<string, string>? LatestMetadata { get; }

    public bool LatestStrict { get; }

    public int CacheSize { get; }

    public int LatestCacheSize { get; }

    /// <summary>How long a latest schema stays one; null for ever.</summary>
    public TimeSpan? LatestLifetime { get; }

    public bool FailOnTrailingData { get; }

    private static SubjectNameStrategy? FallbackOf(AbstractConfig config)
    {
        var given = config.Originals.GetValueOrDefault(FallbackType)?.ToString();
        return given?.ToUpperInvariant() switch
        {
            null or "TOPIC" => SubjectNameStrategy.Topic,
            "RECORD" => SubjectNameStrategy.Record,
            "TOPIC_RECORD" => SubjectNameStrategy.TopicRecord,
            "NONE" => null,
            _ => throw new ConfigException(FallbackType, given, "Allowed are TOPIC, RECORD, TOPIC_RECORD and NONE"),
        };
    }

    private static Guid? GuidOf(string? text) => string.IsNullOrEmpty(text) ? null
        : Guid.TryParse(text, CultureInfo.InvariantCulture, out var guid) ? guid
        : throw new ConfigException(UseGuid, text, "A GUID looks like 89791762-2336-186f-9674-180ca8e282e2");

    private static Dictionary<string, string>? MetadataOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new ConfigException(UseLatestWithMetadata, text, "Properties are given as name=value, with commas between");
            }

            metadata[pair[..at]] = pair[(at + 1)..];
        }

        return metadata;
    }

    private static T OneOf<T>(AbstractConfig config, string setting, params (string JavaName, T Value)[] known)
    {
        var given = config.GetClass(setting);
        foreach (var (name, value) in known)
        {
            if (string.Equals(name, given, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new ConfigException(
            setting, given, "There is no such class here; allowed are " + string.Join(", ", known.Select(k => k.JavaName)));
    }
}
