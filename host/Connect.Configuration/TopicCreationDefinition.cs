using Connect.Abi.Configuration;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>The settings of a group of topics that the worker makes for a source.</summary>
public static class TopicCreationDefinition
{
    /// <summary>The group that they are shown in.</summary>
    internal const string Group = "Topic Creation";

    /// <summary>Which topics a group takes.</summary>
    internal const string Include = "include";

    /// <summary>Which of them it does not.</summary>
    internal const string Exclude = "exclude";

    /// <summary>The replication factor.</summary>
    internal const string ReplicationFactor = "replication.factor";

    /// <summary>The number of partitions.</summary>
    internal const string Partitions = "partitions";

    /// <summary>Of a named group.</summary>
    /// <param name="group">The group's name in a form.</param>
    /// <param name="replicationFactor">The default group's replication factor.</param>
    /// <param name="partitions">The default group's number of partitions.</param>
    public static ConfigDef Named(string group, short replicationFactor, int partitions) =>
        Of(group, Array.Empty<string>(), Patterns(), replicationFactor, partitions);

    /// <summary>Of the default group, which takes all topics that no other group takes.</summary>
    public static ConfigDef Default() => Of(
        ConnectorSettings.TopicCreationDefaultGroup, new[] { ".*" }, new NonNullValidator(), ConfigDef.NoDefault, ConfigDef.NoDefault);

    /// <summary>Adds the default group.</summary>
    /// <param name="definition">A source's settings.</param>
    public static ConfigDef WithDefaultGroup(ConfigDef definition)
    {
        var extended = new ConfigDef(definition);
        extended.Embed(
            ConnectorSettings.TopicCreationPrefix + ConnectorSettings.TopicCreationDefaultGroup + ".",
            ConnectorSettings.TopicCreationDefaultGroup,
            0,
            Default());
        return extended;
    }

    /// <summary>Adds the groups that settings name.</summary>
    /// <param name="definition">A source's settings.</param>
    /// <param name="groups">The groups' aliases, without the default group.</param>
    /// <param name="replicationFactor">The default group's replication factor.</param>
    /// <param name="partitions">The default group's number of partitions.</param>
    public static ConfigDef WithGroups(ConfigDef definition, IEnumerable<string> groups, short replicationFactor, int partitions)
    {
        var extended = new ConfigDef(definition);
        foreach (var alias in groups)
        {
            var group = $"{Group}: {alias}";
            extended.Embed($"{ConnectorSettings.TopicCreationPrefix}{alias}.", group, 0, Named(group, replicationFactor, partitions));
        }

        return extended;
    }

    private static ConfigDef Of(string group, string[] include, IValidator patterns, object replicationFactor, object partitions) => new ConfigDef()
        .Define(Include, ConfigType.List, include, patterns, Importance.Low,
            "Expressions in Java's dialect for the names of the topics that this group is for.",
            group, 1, Width.Long, $"Inclusion Topic Pattern for {group}")
        .Define(Exclude, ConfigType.List, Array.Empty<string>(), patterns, Importance.Low,
            "Expressions in Java's dialect for the names of topics that this group is not for, whatever include says.",
            group, 2, Width.Long, $"Exclusion Topic Pattern for {group}")
        .Define(ReplicationFactor, ConfigType.Short, replicationFactor, CountValidator.For("Replication factor"), Importance.Low,
            "The replication factor of new topics, or -1 for the broker's default. Required for the default group; the others take it from there.",
            group, 3, Width.Long, $"Replication Factor for Topics in {group}")
        .Define(Partitions, ConfigType.Int, partitions, CountValidator.For("Number of partitions"), Importance.Low,
            "The number of partitions of new topics, or -1 for the broker's default. Required for the default group; the others take it from there.",
            group, 4, Width.Long, $"Partition Count for Topics in {group}");

    private static LambdaValidator Patterns()
    {
        var regex = new RegexValidator();
        return LambdaValidator.With(regex.EnsureValid, regex.ToString);
    }
}
