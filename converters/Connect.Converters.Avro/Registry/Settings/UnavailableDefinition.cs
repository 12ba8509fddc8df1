using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>
/// The settings of Java's converter that have nothing to act on here: their defaults are taken, and whatever asks for something that
/// is not there is refused by name.
/// </summary>
internal static class UnavailableDefinition
{
    public const string ContextStrategy = "context.name.strategy";
    public const string NoContext = "io.confluent.kafka.serializers.context.NullContextNameStrategy";
    public const string Format = "schema.format";
    public const string Reflection = "schema.reflection";
    public const string RuleExecutors = "rule.executors";
    public const string RuleActions = "rule.actions";
    public const string ValidationRules = "validation.rules.execution";
    public const string SpecificReader = "specific.avro.reader";
    public const string SpecificKey = "specific.avro.key.type";
    public const string SpecificValue = "specific.avro.value.type";
    public const string Backup = "schema.backup.enabled";

    private const string NoRules = "Without effect here: no rules are run, and schemas that have some are refused.";
    private const string NoClasses = "Refused: there are no generated or reflected classes here.";

    public static ConfigDef AddTo(ConfigDef definition) => definition
        .Define(ContextStrategy, ConfigType.Class, NoContext, Importance.Medium, $"Only {NoContext}: subjects have no context here.")
        .Define(Format, ConfigType.String, null, Importance.Low, "Refused: schemas come in their own form only.")
        .Define(Reflection, ConfigType.Boolean, false, Importance.Low, NoClasses)
        .Define("execution.environment", ConfigType.String, null, Importance.Medium, NoRules)
        .Define(RuleExecutors, ConfigType.List, string.Empty, Importance.Low, "Refused: names Java classes.")
        .Define(RuleActions, ConfigType.List, string.Empty, Importance.Low, "Refused: names Java classes.")
        .Define("rule.metrics.enable", ConfigType.Boolean, true, Importance.Low, NoRules)
        .Define("rule.service.loader.enable", ConfigType.Boolean, true, Importance.Low, NoRules)
        .Define(ValidationRules, ConfigType.String, "DISABLED", Importance.Medium, "Only DISABLED: no rules are run here.")
        .Define(
            "validation.rules.executor.class",
            ConfigType.String,
            "io.confluent.kafka.schemaregistry.rules.cel.CelValidator",
            Importance.Low,
            NoRules)
        .Define("validation.rules.fail.fast", ConfigType.Boolean, false, Importance.Low, NoRules)
        .Define("avro.reflection.allow.null", ConfigType.Boolean, false, Importance.Medium, "Without effect here: nothing is reflected.")
        .Define("avro.remove.java.properties", ConfigType.Boolean, false, Importance.Medium, "Without effect in converters, as in Java.")
        .Define(SpecificReader, ConfigType.Boolean, false, Importance.Low, NoClasses)
        .Define(SpecificKey, ConfigType.Class, null, Importance.Medium, NoClasses)
        .Define(SpecificValue, ConfigType.Class, null, Importance.Medium, NoClasses);
}
