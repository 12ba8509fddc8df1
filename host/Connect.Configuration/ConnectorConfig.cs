using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>What happens to a connector when a value of a config provider changes.</summary>
public enum ConfigReloadAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is restarted with the new value.</summary>
    Restart,
}

/// <summary>A connector's settings, parsed: what sources and sinks have in common. Immutable.</summary>
public abstract class ConnectorConfig
{
    private protected ConnectorConfig(IReadOnlyDictionary<string, string> settings, Dictionary<string, object?> values, Problems problems)
    {
        Settings = settings;
        Name = (string?)values[ConnectorSettings.Name] ?? string.Empty;
        ClassName = (string?)values[ConnectorSettings.ConnectorClass] ?? string.Empty;
        Version = (string?)values[ConnectorSettings.ConnectorVersion];
        TasksMax = (int)values[ConnectorSettings.TasksMax]!;
        TasksMaxEnforce = (bool)values[ConnectorSettings.TasksMaxEnforce]!;
        KeyConverter = ConverterSettings.From(settings, ConnectorSettings.KeyConverter);
        ValueConverter = ConverterSettings.From(settings, ConnectorSettings.ValueConverter);
        HeaderConverter = ConverterSettings.From(settings, ConnectorSettings.HeaderConverter);
        Predicates = PredicateSettings.From(settings, problems);
        Transformations = TransformationSettings.From(settings, Predicates, problems);
        ReloadAction = Enum.Parse<ConfigReloadAction>((string)values[ConnectorSettings.ConfigReloadAction]!, ignoreCase: true);
        Errors = new ErrorHandlingSettings(
            (string?)values[ConnectorSettings.ErrorsTolerance] == "all" ? ErrorTolerance.All : ErrorTolerance.None,
            Milliseconds.ToSpanOrInfinite(values[ConnectorSettings.ErrorsRetryTimeout]),
            Milliseconds.ToSpan(values[ConnectorSettings.ErrorsRetryDelayMax]),
            (bool)values[ConnectorSettings.ErrorsLogEnable]!,
            (bool)values[ConnectorSettings.ErrorsLogIncludeMessages]!);
        ProducerOverrides = Prefixed.Of(settings, ConnectorSettings.ProducerOverridePrefix);
        ConsumerOverrides = Prefixed.Of(settings, ConnectorSettings.ConsumerOverridePrefix);
        AdminOverrides = Prefixed.Of(settings, ConnectorSettings.AdminOverridePrefix);
    }

    /// <summary>The settings as given, references looked up.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The connector's name.</summary>
    public string Name { get; }

    /// <summary>The connector's class, as named in the settings.</summary>
    public string ClassName { get; }

    /// <summary>Which versions of the class will do; null for any.</summary>
    public string? Version { get; }

    /// <summary>How many tasks there may be.</summary>
    public int TasksMax { get; }

    /// <summary>Whether more tasks than that fail.</summary>
    public bool TasksMaxEnforce { get; }

    /// <summary>The connector's own converter of keys; null for the worker's.</summary>
    public ConverterSettings? KeyConverter { get; }

    /// <summary>The connector's own converter of values; null for the worker's.</summary>
    public ConverterSettings? ValueConverter { get; }

    /// <summary>The connector's own converter of headers; null for the worker's.</summary>
    public ConverterSettings? HeaderConverter { get; }

    /// <summary>The transformations, in order.</summary>
    public IReadOnlyList<TransformationSettings> Transformations { get; }

    /// <summary>The predicates by alias.</summary>
    public IReadOnlyDictionary<string, PredicateSettings> Predicates { get; }

    /// <summary>What happens when a value of a config provider changes.</summary>
    public ConfigReloadAction ReloadAction { get; }

    /// <summary>What happens when a record fails.</summary>
    public ErrorHandlingSettings Errors { get; }

    /// <summary>Overrides of producer settings, without prefix.</summary>
    public IReadOnlyDictionary<string, string> ProducerOverrides { get; }

    /// <summary>Overrides of consumer settings, without prefix.</summary>
    public IReadOnlyDictionary<string, string> ConsumerOverrides { get; }

    /// <summary>Overrides of admin client settings, without prefix.</summary>
    public IReadOnlyDictionary<string, string> AdminOverrides { get; }

    private protected static Problems ProblemsOf(IReadOnlyDictionary<string, string> settings, IReadOnlySet<string>? secretNames) => new(
        $"The configuration of connector '{settings.GetValueOrDefault(ConnectorSettings.Name)}'", Problems.SecretsIn(settings, secretNames));
}

/// <summary>How many bad records are taken.</summary>
public enum ErrorTolerance
{
    /// <summary>A bad record fails the task.</summary>
    None,

    /// <summary>Bad records are passed over.</summary>
    All,
}

/// <summary>What happens when a record fails.</summary>
/// <param name="Tolerance">Whether bad records are passed over.</param>
/// <param name="RetryTimeout">How long a failed step is tried again: zero for not at all, <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
/// <param name="RetryDelayMax">The longest wait between two tries.</param>
/// <param name="LogEnable">Whether tolerated failures are logged.</param>
/// <param name="LogIncludeMessages">Whether the record is logged with them.</param>
public sealed record ErrorHandlingSettings(
    ErrorTolerance Tolerance, TimeSpan RetryTimeout, TimeSpan RetryDelayMax, bool LogEnable, bool LogIncludeMessages);

/// <summary>A predicate of a connector.</summary>
/// <param name="Alias">The name that transformations refer to.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Version">Which versions will do; null for any.</param>
/// <param name="Settings">Its own settings, without prefix.</param>
public sealed record PredicateSettings(string Alias, string ClassName, string? Version, IReadOnlyDictionary<string, string> Settings)
{
    internal static IReadOnlyDictionary<string, PredicateSettings> From(IReadOnlyDictionary<string, string> settings, Problems problems)
    {
        var predicates = new Dictionary<string, PredicateSettings>(StringComparer.Ordinal);
        foreach (var alias in EnrichedDefinition.Aliases(ConnectorSettings.Predicates, settings.GetValueOrDefault(ConnectorSettings.Predicates)))
        {
            var own = Prefixed.Of(settings, $"{ConnectorSettings.Predicates}.{alias}.");
            if (AliasedClass.Take(own, ConnectorSettings.Predicates, alias, problems) is { } className)
            {
                predicates[alias] = new PredicateSettings(alias, className, AliasedClass.TakeVersion(own), own);
            }
        }

        return predicates;
    }
}

/// <summary>A transformation of a connector.</summary>
/// <param name="Alias">Its name in the settings.</param>
/// <param name="ClassName">Its class.</param>
/// <param name="Version">Which versions will do; null for any.</param>
/// <param name="Predicate">The predicate that decides whether it applies; null: it always does.</param>
/// <param name="Negate">Whether it applies where the predicate does not.</param>
/// <param name="Settings">Its own settings, without prefix.</param>
public sealed record TransformationSettings(
    string Alias,
    string ClassName,
    string? Version,
    PredicateSettings? Predicate,
    bool Negate,
    IReadOnlyDictionary<string, string> Settings)
{
    internal static IReadOnlyList<TransformationSettings> From(
        IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, PredicateSettings> predicates, Problems problems)
    {
        var transformations = new List<TransformationSettings>();
        foreach (var alias in EnrichedDefinition.Aliases(ConnectorSettings.Transforms, settings.GetValueOrDefault(ConnectorSettings.Transforms)))
        {
            var prefix = $"{ConnectorSettings.Transforms}.{alias}.";
            var own = Prefixed.Of(settings, prefix);
            var className = AliasedClass.Take(own, ConnectorSettings.Transforms, alias, problems);
            var version = AliasedClass.TakeVersion(own);
            PredicateSettings? predicate = null;
            if (own.Remove(EnrichedDefinition.Predicate, out var named) && !predicates.TryGetValue(named.Trim(), out predicate))
            {
                problems.Add(
                    $"Invalid value {named} for configuration {prefix}{EnrichedDefinition.Predicate}: there is no such predicate; " +
                    (predicates.Count == 0 ? "the setting 'predicates' names none" : $"there are {string.Join(", ", predicates.Keys)}"));
            }

            var negate = false;
            if (own.Remove(EnrichedDefinition.Negate, out var negated))
            {
                negate = problems.Try(() => ConfigDef.ParseType(prefix + EnrichedDefinition.Negate, negated, ConfigType.Boolean)) is true;
                if (named is null)
                {
                    problems.Add(
                        $"Config '{prefix}{EnrichedDefinition.Negate}' was provided but there is no config " +
                        $"'{prefix}{EnrichedDefinition.Predicate}' defining a predicate to be negated.");
                }
            }

            if (className is not null)
            {
                transformations.Add(new TransformationSettings(alias, className, version, predicate, negate, own));
            }
        }

        return transformations;
    }
}

/// <summary>Takes what the worker needs itself out of the settings of a transformation or predicate.</summary>
internal static class AliasedClass
{
    public static string? Take(Dictionary<string, string> own, string aliasSetting, string alias, Problems problems)
    {
        if (own.TryGetValue("type", out var className) && className.Trim().Length > 0)
        {
            return className.Trim();
        }

        problems.Add($"Missing required configuration \"{aliasSetting}.{alias}.type\" which has no default value.");
        return null;
    }

    public static string? TakeVersion(Dictionary<string, string> own) =>
        own.Remove(ConnectorSettings.VersionSuffix[1..], out var version) ? version : null;
}
