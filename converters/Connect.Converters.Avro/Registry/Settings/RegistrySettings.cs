using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using static Connect.Converters.Avro.Registry.Settings.UnavailableDefinition;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>All that Java's converter can be told about registries, under its names.</summary>
internal static class RegistrySettings
{
    private const string ClientPrefix = "schema.registry.";

    // What is about the way to the registry, and so may be said with the prefix, too.
    private static readonly ConfigDef OfConnection = ConnectionDefinition.AddTo(new ConfigDef());

    public static ConfigDef AddTo(ConfigDef definition) =>
        UnavailableDefinition.AddTo(SchemaUseDefinition.AddTo(TlsDefinition.AddTo(ConnectionDefinition.AddTo(definition))));

    /// <summary>The settings as the registry's client sees them: those whose names begin with its prefix are the same without it, and go first.</summary>
    public static IReadOnlyDictionary<string, string?> OfClient(IReadOnlyDictionary<string, string?> settings)
    {
        Dictionary<string, string?>? ofClient = null;
        foreach (var (name, value) in settings)
        {
            if (name.StartsWith(ClientPrefix, StringComparison.Ordinal)
                && OfConnection.ConfigKeys.ContainsKey(name[ClientPrefix.Length..]))
            {
                ofClient ??= new(settings, StringComparer.Ordinal);
                ofClient[name[ClientPrefix.Length..]] = value;
            }
        }

        return ofClient ?? settings;
    }

    /// <summary>Refuses by name what can't be had here and must not be passed over in silence.</summary>
    /// <exception cref="ConfigException">Such a setting is given.</exception>
    public static void RefuseUnavailable(AbstractConfig config)
    {
        Refuse(ContextStrategy, config.GetClass(ContextStrategy) is not (null or NoContext), "Subjects have no context here: leave it out");
        Refuse(Format, config.GetString(Format) is { Length: > 0 }, "Schemas come in their own form only: leave it out");
        Refuse(Reflection, config.GetBoolean(Reflection), "There are no reflected classes here: leave it out");
        Refuse(RuleExecutors, config.GetList(RuleExecutors).Any(name => name.Length > 0), "Java classes can't run here: leave it out");
        Refuse(RuleActions, config.GetList(RuleActions).Any(name => name.Length > 0), "Java classes can't run here: leave it out");
        Refuse(
            ValidationRules,
            !string.Equals(config.GetString(ValidationRules), "DISABLED", StringComparison.OrdinalIgnoreCase),
            "No rules are run here: leave it out");
        Refuse(SpecificReader, config.GetBoolean(SpecificReader), "There are no generated classes here: leave it out");
        Refuse(SpecificKey, config.GetClass(SpecificKey) is { Length: > 0 }, "There are no generated classes here: leave it out");
        Refuse(SpecificValue, config.GetClass(SpecificValue) is { Length: > 0 }, "There are no generated classes here: leave it out");
        Refuse(
            ConnectionDefinition.BearerCustomProvider,
            config.GetString(ConnectionDefinition.BearerCustomProvider) is { Length: > 0 },
            "A Java class can't give tokens here: use STATIC_TOKEN or OAUTHBEARER");
        Refuse(
            Backup,
            bool.TryParse(config.Originals.GetValueOrDefault(Backup)?.ToString(), out var backup) && backup,
            "Data is not wrapped for backups here: leave it out");

        void Refuse(string setting, bool asked, string why)
        {
            if (asked)
            {
                throw new ConfigException(setting, config.Originals.GetValueOrDefault(setting), why);
            }
        }
    }
}
