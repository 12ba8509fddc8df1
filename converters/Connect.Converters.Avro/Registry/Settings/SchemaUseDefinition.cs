using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>The settings of what is done with the registry: subjects, ids, which schema is written and read with, caches.</summary>
internal static class SchemaUseDefinition
{
    public const string AutoRegister = "auto.register.schemas";
    public const string Normalize = "normalize.schemas";
    public const string UseLatest = "use.latest.version";
    public const string UseLatestWithMetadata = "use.latest.with.metadata";
    public const string LatestStrict = "latest.compatibility.strict";
    public const string UseId = "use.schema.id";
    public const string UseGuid = "use.schema.guid";
    public const string IdStrict = "id.compatibility.strict";
    public const string SubjectStrategySuffix = ".subject.name.strategy";
    public const string IdSerializerSuffix = ".schema.id.serializer";
    public const string IdDeserializerSuffix = ".schema.id.deserializer";
    public const string FallbackType = "subject.name.strategy.fallback.type";
    public const string KafkaClusterId = "subject.name.strategy.kafka.cluster.id";
    public const string MaxSchemas = "max.schemas.per.subject";
    public const string LatestCacheSize = "latest.cache.size";
    public const string LatestCacheTtl = "latest.cache.ttl.sec";
    public const string FailOnTrailingData = "avro.fail.on.trailing.data";

    private const string SubjectPackage = "io.confluent.kafka.serializers.subject.";
    private const string IdPackage = "io.confluent.kafka.serializers.schema.id.";

    public const string AssociatedName = SubjectPackage + "AssociatedNameStrategy";
    public const string TopicName = SubjectPackage + "TopicNameStrategy";
    public const string RecordName = SubjectPackage + "RecordNameStrategy";
    public const string TopicRecordName = SubjectPackage + "TopicRecordNameStrategy";
    public const string PrefixSerializer = IdPackage + "PrefixSchemaIdSerializer";
    public const string HeaderSerializer = IdPackage + "HeaderSchemaIdSerializer";
    public const string PrefixDeserializer = IdPackage + "PrefixSchemaIdDeserializer";
    public const string DualDeserializer = IdPackage + "DualSchemaIdDeserializer";
    public const string ConfigDeserializer = IdPackage + "ConfigSchemaIdDeserializer";

    public static ConfigDef AddTo(ConfigDef definition)
    {
        foreach (var side in (string[])["key", "value"])
        {
            definition
                .Define(
                    side + SubjectStrategySuffix,
                    ConfigType.Class,
                    AssociatedName,
                    Importance.Medium,
                    $"Which subject a {side}'s schema belongs to: {TopicName}, {RecordName}, {TopicRecordName} or {AssociatedName}.")
                .Define(
                    side + IdSerializerSuffix,
                    ConfigType.Class,
                    PrefixSerializer,
                    Importance.Medium,
                    $"Where the id of a {side}'s schema is written: before the data ({PrefixSerializer}) or in a header ({HeaderSerializer}).")
                .Define(
                    side + IdDeserializerSuffix,
                    ConfigType.Class,
                    DualDeserializer,
                    Importance.Medium,
                    $"Where the id of a {side}'s schema is looked for: in a header, then before the data ({DualDeserializer}), only before"
                        + $" the data ({PrefixDeserializer}), or in {UseId} or {UseGuid} ({ConfigDeserializer}).");
        }

        return definition
            .Define(AutoRegister, ConfigType.Boolean, true, Importance.Medium, "Whether a schema that is written is registered; else it has to be there.")
            .Define(Normalize, ConfigType.Boolean, false, Importance.Medium, "Whether the registry brings schemas into normal form first.")
            .Define(
                UseLatest,
                ConfigType.Boolean,
                false,
                Importance.Low,
                $"Without {AutoRegister}: whether to write with the subject's latest schema. Data is read with the latest schema, too.")
            .Define(
                UseLatestWithMetadata,
                ConfigType.String,
                null,
                Importance.Low,
                $"As {UseLatest}, with the latest schema that has these properties: name=value, with commas between.")
            .Define(
                LatestStrict,
                ConfigType.Boolean,
                true,
                Importance.Low,
                "Whether data is written with the latest schema only if that can read what the data's own schema writes.")
            .Define(UseId, ConfigType.Int, -1, Importance.Low, $"Without {AutoRegister}: the id of the schema to write with; -1 for none.")
            .Define(UseGuid, ConfigType.String, null, Importance.Low, $"Without {AutoRegister}: the GUID of the schema to write with.")
            .Define(
                IdStrict,
                ConfigType.Boolean,
                true,
                Importance.Low,
                $"Whether data is written with the schema of {UseId} only if that can read what the data's own schema writes.")
            .Define(MaxSchemas, ConfigType.Int, 1000, Importance.Low, "How many schemas are kept in each direction.")
            .Define(LatestCacheSize, ConfigType.Int, 1000, Importance.Low, "How many latest schemas are kept.")
            .Define(LatestCacheTtl, ConfigType.Int, -1, Importance.Low, "For how long latest schemas are kept, in seconds; -1 for ever.")
            .Define(FailOnTrailingData, ConfigType.Boolean, false, Importance.Low, "Whether bytes behind the data are an error.");
    }
}
