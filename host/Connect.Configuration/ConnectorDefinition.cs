using Connect.Abi.Configuration;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>The settings that every connector takes, and those of sources and sinks, in Java's order and groups.</summary>
public static class ConnectorDefinition
{
    private const string CommonGroup = "Common";
    private const string ErrorGroup = "Error Handling";
    private const string ExactlyOnceGroup = "Exactly Once Support";

    /// <summary>Of a task, beside those that its connector gives it.</summary>
    public static ConfigDef Task() => new ConfigDef().Define(
        ConnectorSettings.TaskClass, ConfigType.Class, Importance.High, "The task's class; the connector says which.");

    /// <summary>Of every connector.</summary>
    /// <param name="offers">What is installed; null for nothing known.</param>
    public static ConfigDef Common(PluginOffers? offers = null)
    {
        offers ??= PluginOffers.None;
        var definition = new ConfigDef()
            .Define(ConnectorSettings.Name, ConfigType.String, ConfigDef.NoDefault, new NonEmptyStringWithoutControlChars(), Importance.High,
                "The connector's name; no other connector of the cluster has it.", CommonGroup, 1, Width.Medium, "Connector name")
            .Define(ConnectorSettings.ConnectorClass, ConfigType.String, Importance.High,
                "The connector's class: its full name, its name without namespace, or that without 'Connector' at the end.",
                CommonGroup, 2, Width.Long, "Connector class")
            .Define(Version(ConnectorSettings.ConnectorVersion, offers, PluginPlace.Connector, ConnectorSettings.ConnectorClass,
                Importance.Medium, Width.Medium, 3, "Connector version"))
            .Define(ConnectorSettings.TasksMax, ConfigType.Int, 1, ValidRange.AtLeast(1), Importance.High,
                "How many tasks the connector may run at most.", CommonGroup, 4, Width.Short, "Tasks max")
            .Define(ConnectorSettings.TasksMaxEnforce, ConfigType.Boolean, true, Importance.Low,
                "(Deprecated) Whether a connector that asks for more tasks than tasks.max fails. If false, it gets them.",
                CommonGroup, 5, Width.Short, "Enforce tasks max");
        Converter(definition, offers, PluginPlace.Converter, ConnectorSettings.KeyConverter, "Key converter", "keys", 6);
        Converter(definition, offers, PluginPlace.Converter, ConnectorSettings.ValueConverter, "Value converter", "values", 8);
        Converter(definition, offers, PluginPlace.HeaderConverter, ConnectorSettings.HeaderConverter, "Header converter", "headers", 10);
        return definition
            .Define(ConnectorSettings.Transforms, ConfigType.List, Array.Empty<string>(), AliasValidator.For("unique transformation aliases"),
                Importance.Low, "Aliases of the transformations that records pass through, in this order.", "Transforms", 12, Width.Long, "Transforms")
            .Define(ConnectorSettings.Predicates, ConfigType.List, Array.Empty<string>(), AliasValidator.For("unique predicate aliases"),
                Importance.Low, "Aliases of the predicates that transformations refer to.", "Predicates", 13, Width.Long, "Predicates")
            .Define(ConnectorSettings.ConfigReloadAction, ConfigType.String, "restart", ValidString.In("none", "restart"), Importance.Low,
                "What to do when a value that a config provider gave changes or runs out: 'restart' the connector with the new one, or 'none'.",
                CommonGroup, 14, Width.Medium, "Reload Action")
            .Define(ConnectorSettings.ErrorsRetryTimeout, ConfigType.Long, 0L, Importance.Medium,
                "For how many milliseconds a failed step is tried again; 0 for not at all, -1 for ever.",
                ErrorGroup, 1, Width.Medium, "Retry Timeout for Errors")
            .Define(ConnectorSettings.ErrorsRetryDelayMax, ConfigType.Long, 60000L, Importance.Medium,
                "The longest wait between two tries, in milliseconds; once reached, the waits vary a little.",
                ErrorGroup, 2, Width.Medium, "Maximum Delay Between Retries for Errors")
            .Define(ConnectorSettings.ErrorsTolerance, ConfigType.String, "none", ValidString.In("none", "all"), Importance.Medium,
                "'none': a bad record fails the task. 'all': bad records are passed over.", ErrorGroup, 3, Width.Short, "Error Tolerance")
            .Define(ConnectorSettings.ErrorsLogEnable, ConfigType.Boolean, false, Importance.Medium,
                "Whether failures that are tolerated are logged too.", ErrorGroup, 4, Width.Short, "Log Errors")
            .Define(ConnectorSettings.ErrorsLogIncludeMessages, ConfigType.Boolean, false, Importance.Medium,
                "Whether the record is logged with the failure: where it was read for sinks; keys, values and headers too for sources.",
                ErrorGroup, 5, Width.Short, "Log Error Details");
    }

    /// <summary>Of a source.</summary>
    /// <param name="offers">What is installed; null for nothing known.</param>
    public static ConfigDef Source(PluginOffers? offers = null) => Common(offers)
        .Define(ConnectorSettings.TopicCreationGroups, ConfigType.List, Array.Empty<string>(), AliasValidator.For("unique topic creation groups"),
            Importance.Low, "Aliases of the groups of topics that are made with settings of their own.",
            TopicCreationDefinition.Group, 1, Width.Long, "Topic Creation Groups")
        .Define(ConnectorSettings.ExactlyOnceSupport, ConfigType.String, "requested", CaseInsensitiveValidString.In("required", "requested"),
            Importance.Medium,
            "'required': the connector is only created if it says that it can deliver exactly once, on a worker where that is enabled. " +
            "'requested': it is created in any case.",
            ExactlyOnceGroup, 2, Width.Short, "Exactly once support")
        .Define(ConnectorSettings.TransactionBoundary, ConfigType.String, "poll", CaseInsensitiveValidString.In("interval", "poll", "connector"),
            Importance.Medium,
            "Where transactions end: 'poll' after each batch, 'interval' when a time has passed, 'connector' where the connector says so.",
            ExactlyOnceGroup, 3, Width.Short, "Transaction Boundary")
        .Define(ConnectorSettings.TransactionBoundaryInterval, ConfigType.Long, null, LambdaValidator.With(
            (name, value) =>
            {
                if (value is not null)
                {
                    ValidRange.AtLeast(0).EnsureValid(name, value);
                }
            },
            ValidRange.AtLeast(0).ToString),
            Importance.Low, "How long transactions last with the boundary 'interval', in milliseconds; by default the worker's offset.flush.interval.ms.",
            ExactlyOnceGroup, 4, Width.Short, "Transaction boundary interval")
        .Define(ConnectorSettings.OffsetsTopic, ConfigType.String, null, new NonEmptyString(), Importance.Low,
            "An offsets topic for this connector alone, made if it is missing. Without effect on a standalone worker.",
            "offsets.topic", 1, Width.Long, "Offsets topic");

    /// <summary>Of a sink.</summary>
    /// <param name="offers">What is installed; null for nothing known.</param>
    public static ConfigDef Sink(PluginOffers? offers = null) => Common(offers)
        .Define(ConnectorSettings.Topics, ConfigType.List, Array.Empty<string>(), ValidList.AnyNonDuplicateValues(true, false), Importance.High,
            "The topics to read, separated by commas.", CommonGroup, 4, Width.Long, "Topics")
        .Define(ConnectorSettings.TopicsRegex, ConfigType.String, string.Empty, new RegexValidator(), Importance.High,
            "An expression in Java's dialect; all topics whose whole name it matches are read. Either this or topics is set.",
            CommonGroup, 4, Width.Long, "Topics regex")
        .Define(ConnectorSettings.DeadLetterTopic, ConfigType.String, string.Empty, Importance.Medium,
            "The topic for records that failed in a converter, a transformation or the sink; none if empty.",
            ErrorGroup, 6, Width.Medium, "Dead Letter Queue Topic Name")
        .Define(ConnectorSettings.DeadLetterReplicationFactor, ConfigType.Short, (short)3, Importance.Medium,
            "The replication factor that this topic is made with, where it is missing.",
            ErrorGroup, 7, Width.Medium, "Dead Letter Queue Topic Replication Factor")
        .Define(ConnectorSettings.DeadLetterContextHeaders, ConfigType.Boolean, false, Importance.Medium,
            "Whether records in this topic say what went wrong, in headers that begin with __connect.errors.",
            ErrorGroup, 8, Width.Medium, "Enable Error Context Headers");

    /// <summary>Ours, of every connector: validated, but not in Java's lists.</summary>
    public static ConfigDef Own() => new ConfigDef()
        .Define(WorkerSettings.PluginUpgradePolicy, ConfigType.String, null, PluginUpgradePolicies.OrNull, Importance.Low,
            "What happens when the connector's plugin is replaced: 'none', or 'restart-tasks'; by default the worker's setting.")
        .Define(ConnectorSettings.TaskRestartMax, ConfigType.Int, 0, ValidRange.AtLeast(-1), Importance.Low,
            "How often a task that failed is restarted before it stays FAILED; 0 for never, -1 for without end.")
        .Define(ConnectorSettings.TaskRestartBackoff, ConfigType.Long, 1000L, ValidRange.AtLeast(1), Importance.Low,
            "The wait before a task's first restart, in milliseconds; it doubles with each further one.")
        .Define(ConnectorSettings.TaskRestartBackoffMax, ConfigType.Long, 60000L, ValidRange.AtLeast(1), Importance.Low,
            "The longest wait before a restart, in milliseconds.")
        .Define(ConnectorSettings.TaskRestartReset, ConfigType.Long, 600000L, ValidRange.AtLeast(1), Importance.Low,
            "After how many milliseconds RUNNING without a failure a task's restarts are counted anew.");

    /// <summary>Ours, of a source: validated, but not in Java's lists.</summary>
    public static ConfigDef OwnSource() => new ConfigDef()
        .Define(WorkerSettings.SourceMaxInflightRecords, ConfigType.Int, null, AtLeastOneOrNull(), Importance.Low,
            "How many records a task may have sent without an acknowledgement before it waits; by default the worker's setting.")
        .Define(WorkerSettings.SourceMaxInflightBytes, ConfigType.Long, null, AtLeastOneOrNull(), Importance.Low,
            "How many bytes a task may have sent without an acknowledgement before it waits; by default the worker's setting.")
        .Define(ConnectorSettings.DeadLetterTopic, ConfigType.String, string.Empty, Importance.Low,
            "The topic for records that failed in a transformation or a converter or were refused by the log, with errors.tolerance=all; none if empty.")
        .Define(ConnectorSettings.DeadLetterReplicationFactor, ConfigType.Short, (short)3, Importance.Low,
            "The replication factor that this topic is made with, where it is missing.")
        .Define(ConnectorSettings.DeadLetterContextHeaders, ConfigType.Boolean, false, Importance.Low,
            "Whether records in this topic say what went wrong, in headers that begin with __connect.errors.");

    private static LambdaValidator AtLeastOneOrNull() => LambdaValidator.With(
        (name, value) =>
        {
            if (value is not null)
            {
                ValidRange.AtLeast(1).EnsureValid(name, value);
            }
        },
        ValidRange.AtLeast(1).ToString);

    private static void Converter(
        ConfigDef definition, PluginOffers offers, PluginPlace place, string name, string display, string what, int order) => definition
        .Define(name, ConfigType.Class, null, CompositeValidator.Of(LambdaValidator.With(
            (_, value) =>
            {
                if (ConfigDef.ConvertToString(value, ConfigType.Class) is { } className)
                {
                    offers.Check(place, className);
                }
            },
            () => $"the class of a converter of {what}")),
            Importance.Low,
            $"The converter between Connect's data and the bytes of {what} in the log; by default the worker's. Its settings follow under {name}.",
            CommonGroup, order, Width.Short, $"{display} class", recommender: Recommend.Of((_, _) => offers.Names(place)))
        .Define(Version(name + ConnectorSettings.VersionSuffix, offers, place, name, Importance.Low, Width.Short, order + 1, $"{display} version"));

    private static ConfigKey Version(
        string name, PluginOffers offers, PluginPlace place, string classSetting, Importance importance, Width width, int order, string display) => new(
        name, ConfigType.String, null, new PluginVersionValidator(), importance,
        $"Which versions of the class in {classSetting} will do: one, 'latest', or a range such as [1.0,2.0).",
        CommonGroup, order, width, display,
        recommender: Recommend.Of((_, settings) =>
            offers.Versions(place, ConfigDef.ConvertToString(settings.GetValueOrDefault(classSetting), ConfigType.Class))));
}

/// <summary>Makes recommenders of functions.</summary>
internal sealed class Recommend(Func<string, IReadOnlyDictionary<string, object?>, IReadOnlyList<string>> values) : IRecommender
{
    public static Recommend Of(Func<string, IReadOnlyDictionary<string, object?>, IReadOnlyList<string>> values) => new(values);

    public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) => [.. values(name, parsedSettings)];
}
