using System.Text.RegularExpressions;
using Connect.Abi.Errors;
using Connect.Foundation;

namespace Connect.Configuration;

/// <summary>A sink's settings, parsed. Immutable.</summary>
public sealed class SinkConnectorConfig : ConnectorConfig
{
    private SinkConnectorConfig(IReadOnlyDictionary<string, string> settings, Dictionary<string, object?> values, Problems problems)
        : base(settings, values, problems)
    {
        Topics = (IReadOnlyList<string>?)values[ConnectorSettings.Topics] ?? [];
        var regex = (string?)values[ConnectorSettings.TopicsRegex];
        TopicsRegex = string.IsNullOrWhiteSpace(regex) || problems.Any ? null : JavaRegex.Parse(regex);
        DeadLetters = DeadLetterSettings.From(values);
    }

    /// <summary>The topics to read; empty where <see cref="TopicsRegex"/> is set.</summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>Which topics to read, by their whole name; null where <see cref="Topics"/> are named.</summary>
    public JavaRegex? TopicsRegex { get; }

    /// <summary>Where records go that the sink could not take; null for nowhere.</summary>
    public DeadLetterSettings? DeadLetters { get; }

    /// <summary>Parses a sink's settings.</summary>
    /// <param name="settings">The settings, references looked up.</param>
    /// <param name="secretNames">The settings whose values no message may show: those that a config provider gave.</param>
    /// <exception cref="ConfigException">Something is wrong; the message tells everything that is.</exception>
    public static SinkConnectorConfig From(IReadOnlyDictionary<string, string> settings, IReadOnlySet<string>? secretNames = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = ProblemsOf(settings, secretNames);
        var values = problems.Parse(ConnectorDefinition.Sink(), settings);
        foreach (var (name, message) in Check(settings).Take(1))
        {
            problems.Add($"Invalid value {settings.GetValueOrDefault(name) ?? "null"} for configuration {name}: {message}");
        }

        var config = new SinkConnectorConfig(settings, values, problems);
        problems.ThrowIfAny();
        return config;
    }

    /// <summary>What is wrong with the topics that a sink names, setting by setting: both ways of naming them used, none, or the dead letters' own among them.</summary>
    /// <typeparam name="TValue">Texts, possibly null.</typeparam>
    /// <param name="settings">The settings as given.</param>
    public static IReadOnlyList<(string Setting, string Message)> Check<TValue>(IReadOnlyDictionary<string, TValue> settings)
        where TValue : class?
    {
        var topics = settings.GetValueOrDefault(ConnectorSettings.Topics) as string;
        var regex = settings.GetValueOrDefault(ConnectorSettings.TopicsRegex) as string;
        var deadLetters = (settings.GetValueOrDefault(ConnectorSettings.DeadLetterTopic) as string)?.Trim();
        var hasTopics = !string.IsNullOrWhiteSpace(topics);
        var hasRegex = !string.IsNullOrWhiteSpace(regex);
        var found = new List<(string, string)>();
        if (hasTopics == hasRegex)
        {
            var message = hasTopics
                ? $"{ConnectorSettings.Topics} and {ConnectorSettings.TopicsRegex} are mutually exclusive options, but both are set."
                : $"Must configure one of {ConnectorSettings.Topics} or {ConnectorSettings.TopicsRegex}";
            found.Add((ConnectorSettings.Topics, message));
            found.Add((ConnectorSettings.TopicsRegex, message));
        }

        if (string.IsNullOrEmpty(deadLetters))
        {
            return found;
        }

        if (hasTopics && EnrichedDefinition.Aliases(ConnectorSettings.Topics, topics) is var names && names.Contains(deadLetters, StringComparer.Ordinal))
        {
            found.Add((ConnectorSettings.Topics,
                $"The DLQ topic '{deadLetters}' may not be included in the list of topics ('{ConnectorSettings.Topics}=[{string.Join(", ", names)}]') " +
                "consumed by the connector"));
        }

        if (hasRegex && Matches(regex!, deadLetters))
        {
            found.Add((ConnectorSettings.TopicsRegex,
                $"The DLQ topic '{deadLetters}' may not be matched by the regex for the topics ('{ConnectorSettings.TopicsRegex}={regex}') " +
                "consumed by the connector"));
        }

        return found;
    }

    private static bool Matches(string regex, string topic)
    {
        try
        {
            return JavaRegex.Parse(regex.Trim()).Matches(topic);
        }
        catch (Exception failure) when (failure is FormatException or RegexMatchTimeoutException)
        {
            // The setting's own validator reports an expression that can't be read.
            return false;
        }
    }
}
