using System.Globalization;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Foundation;

namespace Connect.Configuration;

/// <summary>Where a source's transactions end.</summary>
public enum TransactionBoundary
{
    /// <summary>After each batch.</summary>
    Poll,

    /// <summary>When a time has passed.</summary>
    Interval,

    /// <summary>Where the connector says so.</summary>
    Connector,
}

/// <summary>A group of topics that the worker makes for a source.</summary>
public sealed class TopicCreationGroup
{
    private readonly IReadOnlyList<JavaRegex> _include;
    private readonly IReadOnlyList<JavaRegex> _exclude;

    internal TopicCreationGroup(
        string name,
        IReadOnlyList<JavaRegex> include,
        IReadOnlyList<JavaRegex> exclude,
        short replicationFactor,
        int partitions,
        IReadOnlyDictionary<string, string> configs)
    {
        Name = name;
        _include = include;
        _exclude = exclude;
        ReplicationFactor = replicationFactor;
        Partitions = partitions;
        Configs = configs;
    }

    /// <summary>The group's alias.</summary>
    public string Name { get; }

    /// <summary>The replication factor of new topics; -1 for the broker's default.</summary>
    public short ReplicationFactor { get; }

    /// <summary>The number of partitions of new topics; -1 for the broker's default.</summary>
    public int Partitions { get; }

    /// <summary>Settings of new topics.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; }

    /// <summary>Whether the group is for a topic. The default group is for every one.</summary>
    /// <param name="topic">The topic's name.</param>
    public bool IsFor(string topic)
    {
        if (Name == ConnectorSettings.TopicCreationDefaultGroup)
        {
            return true;
        }

        foreach (var regex in _exclude)
        {
            if (regex.Matches(topic))
            {
                return false;
            }
        }

        foreach (var regex in _include)
        {
            if (regex.Matches(topic))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A source's settings, parsed. Immutable.</summary>
public sealed class SourceConnectorConfig : ConnectorConfig
{
    private SourceConnectorConfig(
        IReadOnlyDictionary<string, string> settings, Dictionary<string, object?> values, IReadOnlyList<TopicCreationGroup> groups, Problems problems)
        : base(settings, values, problems)
    {
        var own = problems.Parse(ConnectorDefinition.OwnSource(), settings);
        TopicCreationGroups = groups;
        ExactlyOnceRequired = "required".Equals((string?)values[ConnectorSettings.ExactlyOnceSupport], StringComparison.OrdinalIgnoreCase);
        TransactionBoundary = Enum.Parse<TransactionBoundary>((string)values[ConnectorSettings.TransactionBoundary]!, ignoreCase: true);
        TransactionBoundaryInterval = values[ConnectorSettings.TransactionBoundaryInterval] is long interval ? Milliseconds.ToSpan(interval) : null;
        OffsetsTopic = (string?)values[ConnectorSettings.OffsetsTopic];
        MaxInflightRecords = (int?)own[WorkerSettings.SourceMaxInflightRecords];
        MaxInflightBytes = (long?)own[WorkerSettings.SourceMaxInflightBytes];
        DeadLetters = DeadLetterSettings.From(own);
    }

    /// <summary>The groups of topics that the worker makes, the default group last; empty: topics are left to the broker.</summary>
    public IReadOnlyList<TopicCreationGroup> TopicCreationGroups { get; }

    /// <summary>Whether the connector must support exactly-once.</summary>
    public bool ExactlyOnceRequired { get; }

    /// <summary>Where transactions end.</summary>
    public TransactionBoundary TransactionBoundary { get; }

    /// <summary>How long transactions last; null for the worker's <see cref="WorkerConfig.OffsetFlushInterval"/>.</summary>
    public TimeSpan? TransactionBoundaryInterval { get; }

    /// <summary>An offsets topic of the connector's own; null for the worker's.</summary>
    public string? OffsetsTopic { get; }

    /// <summary>How many records a task may have sent without an acknowledgement; null for the worker's setting.</summary>
    public int? MaxInflightRecords { get; }

    /// <summary>How many bytes a task may have sent without an acknowledgement; null for the worker's setting.</summary>
    public long? MaxInflightBytes { get; }

    /// <summary>Where records go that failed and were passed over; null for nowhere.</summary>
    public DeadLetterSettings? DeadLetters { get; }

    /// <summary>Parses a source's settings.</summary>
    /// <param name="settings">The settings, references looked up.</param>
    /// <param name="createTopics">Whether the worker makes topics; if not, settings about it are passed over.</param>
    /// <param name="secretNames">The settings whose values no message may show: those that a config provider gave.</param>
    /// <exception cref="ConfigException">Something is wrong; the message tells everything that is.</exception>
    public static SourceConnectorConfig From(
        IReadOnlyDictionary<string, string> settings, bool createTopics, IReadOnlySet<string>? secretNames = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = ProblemsOf(settings, secretNames);
        var values = problems.Parse(ConnectorDefinition.Source(), settings);
        var uses = createTopics && settings.Keys.Any(name => name.StartsWith(ConnectorSettings.TopicCreationPrefix, StringComparison.Ordinal));
        var config = new SourceConnectorConfig(settings, values, uses ? Groups(settings, problems) : [], problems);
        problems.ThrowIfAny();
        return config;
    }

    private static List<TopicCreationGroup> Groups(IReadOnlyDictionary<string, string> settings, Problems problems)
    {
        // The default group takes every topic that no other takes, so expressions for it would be without effect.
        var defaults = problems.Parse(TopicCreationDefinition.WithDefaultGroup(new ConfigDef()), settings);
        var replicationFactor = defaults[Key(ConnectorSettings.TopicCreationDefaultGroup, TopicCreationDefinition.ReplicationFactor)] as short? ?? -1;
        var partitions = defaults[Key(ConnectorSettings.TopicCreationDefaultGroup, TopicCreationDefinition.Partitions)] as int? ?? -1;
        var aliases = EnrichedDefinition.Aliases(
                ConnectorSettings.TopicCreationGroups, settings.GetValueOrDefault(ConnectorSettings.TopicCreationGroups))
            .Where(alias => alias != ConnectorSettings.TopicCreationDefaultGroup)
            .ToList();
        var values = problems.Parse(TopicCreationDefinition.WithGroups(new ConfigDef(), aliases, replicationFactor, partitions), settings);
        var groups = new List<TopicCreationGroup>();
        foreach (var alias in aliases)
        {
            groups.Add(new TopicCreationGroup(
                alias,
                Patterns(values[Key(alias, TopicCreationDefinition.Include)], problems),
                Patterns(values[Key(alias, TopicCreationDefinition.Exclude)], problems),
                values[Key(alias, TopicCreationDefinition.ReplicationFactor)] as short? ?? -1,
                values[Key(alias, TopicCreationDefinition.Partitions)] as int? ?? -1,
                Configs(settings, alias)));
        }

        groups.Add(new TopicCreationGroup(
            ConnectorSettings.TopicCreationDefaultGroup, [], [], replicationFactor, partitions, Configs(settings, ConnectorSettings.TopicCreationDefaultGroup)));
        return groups;
    }

    private static string Key(string alias, string setting) =>
        string.Create(CultureInfo.InvariantCulture, $"{ConnectorSettings.TopicCreationPrefix}{alias}.{setting}");

    private static List<JavaRegex> Patterns(object? value, Problems problems)
    {
        var patterns = new List<JavaRegex>();
        if (!problems.Any)
        {
            foreach (var pattern in (IReadOnlyList<string>?)value ?? [])
            {
                patterns.Add(JavaRegex.Parse(pattern));
            }
        }

        return patterns;
    }

    private static Dictionary<string, string> Configs(IReadOnlyDictionary<string, string> settings, string alias)
    {
        var configs = Prefixed.Of(settings, $"{ConnectorSettings.TopicCreationPrefix}{alias}.");
        configs.Remove(TopicCreationDefinition.Include);
        configs.Remove(TopicCreationDefinition.Exclude);
        configs.Remove(TopicCreationDefinition.ReplicationFactor);
        configs.Remove(TopicCreationDefinition.Partitions);
        return configs;
    }
}
