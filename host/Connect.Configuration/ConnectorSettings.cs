namespace Connect.Configuration;

/// <summary>The names of connector settings.</summary>
public static class ConnectorSettings
{
    /// <summary>The connector's name.</summary>
    public const string Name = "name";

    /// <summary>The connector's class.</summary>
    public const string ConnectorClass = "connector.class";

    /// <summary>Which versions of the connector will do.</summary>
    public const string ConnectorVersion = "connector.plugin.version";

    /// <summary>The class of a task; in task configurations only.</summary>
    public const string TaskClass = "task.class";

    /// <summary>How many tasks there may be.</summary>
    public const string TasksMax = "tasks.max";

    /// <summary>Whether more tasks than that fail.</summary>
    public const string TasksMaxEnforce = "tasks.max.enforce";

    /// <summary>The converter of keys, in worker and connector.</summary>
    public const string KeyConverter = "key.converter";

    /// <summary>The converter of values, in worker and connector.</summary>
    public const string ValueConverter = "value.converter";

    /// <summary>The converter of headers, in worker and connector.</summary>
    public const string HeaderConverter = "header.converter";

    /// <summary>What is put behind a class setting's name to ask for a version.</summary>
    public const string VersionSuffix = ".plugin.version";

    /// <summary>The aliases of the transformations, in order.</summary>
    public const string Transforms = "transforms";

    /// <summary>The aliases of the predicates.</summary>
    public const string Predicates = "predicates";

    /// <summary>What happens when a value of a config provider changes.</summary>
    public const string ConfigReloadAction = "config.action.reload";

    /// <summary>How long a failed step is tried again.</summary>
    public const string ErrorsRetryTimeout = "errors.retry.timeout";

    /// <summary>The longest wait between two tries.</summary>
    public const string ErrorsRetryDelayMax = "errors.retry.delay.max.ms";

    /// <summary>Whether bad records are passed over.</summary>
    public const string ErrorsTolerance = "errors.tolerance";

    /// <summary>Whether failures are logged.</summary>
    public const string ErrorsLogEnable = "errors.log.enable";

    /// <summary>Whether records are logged with them.</summary>
    public const string ErrorsLogIncludeMessages = "errors.log.include.messages";

    /// <summary>Ours: how often a task that failed is restarted.</summary>
    public const string TaskRestartMax = "errors.task.restart.max";

    /// <summary>Ours: the wait before a task's first restart.</summary>
    public const string TaskRestartBackoff = "errors.task.restart.backoff.ms";

    /// <summary>Ours: the longest wait before a restart.</summary>
    public const string TaskRestartBackoffMax = "errors.task.restart.backoff.max.ms";

    /// <summary>Ours: after how long without a failure a task's restarts are counted anew.</summary>
    public const string TaskRestartReset = "errors.task.restart.reset.ms";

    /// <summary>The topics that a sink reads.</summary>
    public const string Topics = "topics";

    /// <summary>An expression for the topics that a sink reads.</summary>
    public const string TopicsRegex = "topics.regex";

    /// <summary>The topic for records that a sink could not take; ours: or that failed on their way from a source.</summary>
    public const string DeadLetterTopic = "errors.deadletterqueue.topic.name";

    /// <summary>That topic's replication factor, where it has to be made.</summary>
    public const string DeadLetterReplicationFactor = "errors.deadletterqueue.topic.replication.factor";

    /// <summary>Whether dead letters say in their headers what went wrong.</summary>
    public const string DeadLetterContextHeaders = "errors.deadletterqueue.context.headers.enable";

    /// <summary>What settings about the making of topics begin with.</summary>
    public const string TopicCreationPrefix = "topic.creation.";

    /// <summary>The aliases of the groups of topics.</summary>
    public const string TopicCreationGroups = "topic.creation.groups";

    /// <summary>The group that takes all other topics.</summary>
    public const string TopicCreationDefaultGroup = "default";

    /// <summary>Whether a source has to support exactly-once.</summary>
    public const string ExactlyOnceSupport = "exactly.once.support";

    /// <summary>Where a source's transactions end.</summary>
    public const string TransactionBoundary = "transaction.boundary";

    /// <summary>How long a source's transactions last.</summary>
    public const string TransactionBoundaryInterval = "transaction.boundary.interval.ms";

    /// <summary>An offsets topic of the connector's own.</summary>
    public const string OffsetsTopic = "offsets.storage.topic";

    /// <summary>What overrides of producer settings begin with.</summary>
    public const string ProducerOverridePrefix = "producer.override.";

    /// <summary>What overrides of consumer settings begin with.</summary>
    public const string ConsumerOverridePrefix = "consumer.override.";

    /// <summary>What overrides of admin client settings begin with.</summary>
    public const string AdminOverridePrefix = "admin.override.";
}
