using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>Adds to a connector's settings those of the transformations and predicates that it names.</summary>
public static class EnrichedDefinition
{
    /// <summary>What every transformation has besides its own settings: the predicate that decides whether it applies.</summary>
    public const string Predicate = "predicate";

    /// <summary>What every transformation has besides its own settings: whether it applies where the predicate does not.</summary>
    public const string Negate = "negate";

    /// <summary>The definition with the settings of all aliases.</summary>
    /// <typeparam name="TValue">Texts, possibly null.</typeparam>
    /// <param name="definition">The connector's settings.</param>
    /// <param name="settings">The settings as given.</param>
    /// <param name="offers">What is installed.</param>
    /// <param name="requireAll">Whether a class that can't be found is an error here; otherwise it is one of the validation of its type.</param>
    /// <exception cref="ConfigException">A class can't be found, and that is an error here.</exception>
    public static ConfigDef Of<TValue>(
        ConfigDef definition, IReadOnlyDictionary<string, TValue> settings, PluginOffers offers, bool requireAll)
        where TValue : class?
    {
        var enriched = new ConfigDef(definition);
        var given = settings.ToDictionary(setting => setting.Key, setting => setting.Value as string, StringComparer.Ordinal);
        Add(enriched, given, offers, requireAll, PluginPlace.Transformation, ConnectorSettings.Transforms, "Transforms", "Transformation");
        Add(enriched, given, offers, requireAll, PluginPlace.Predicate, ConnectorSettings.Predicates, "Predicates", "Predicate");
        return enriched;
    }

    /// <summary>The aliases in a list setting, each once.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="text">Its value; null for none.</param>
    public static IReadOnlyList<string> Aliases(string setting, string? text) =>
        [.. ((IReadOnlyList<string>?)ConfigDef.ParseType(setting, text, ConfigType.List) ?? []).Distinct(StringComparer.Ordinal)];

    private static void Add(
        ConfigDef enriched,
        Dictionary<string, string?> settings,
        PluginOffers offers,
        bool requireAll,
        PluginPlace place,
        string aliasSetting,
        string groupName,
        string kind)
    {
        foreach (var alias in Aliases(aliasSetting, settings.GetValueOrDefault(aliasSetting)))
        {
            var prefix = $"{aliasSetting}.{alias}.";
            var group = $"{groupName}: {alias}";
            var typeSetting = prefix + "type";
            var versionSetting = typeSetting[..^5] + ConnectorSettings.VersionSuffix;
            var className = settings.GetValueOrDefault(typeSetting)?.Trim();
            var version = settings.GetValueOrDefault(versionSetting);
            enriched
                .Define(typeSetting, ConfigType.Class, ConfigDef.NoDefault, TypeValidator(prefix, alias, kind, settings, offers, place, version),
                    Importance.High, $"The class of the {kind.ToLowerInvariant()} '{alias}'.",
                    group, 0, Width.Long, $"{kind} type for {alias}", recommender: Recommend.Of((_, _) => offers.Names(place)))
                .Define(versionSetting, ConfigType.String, string.IsNullOrEmpty(className) ? null : offers.DefaultVersion(place, className),
                    VersionValidator(), Importance.High, $"Which versions of the {kind.ToLowerInvariant()} '{alias}' will do.",
                    group, 1, Width.Long, $"{kind} version for {alias}", recommender: Recommend.Of((_, _) => offers.Versions(place, className)));
            if (OwnSettings(typeSetting, className, version, offers, place, kind, requireAll) is { } own)
            {
                enriched.Embed(prefix, group, 2, own);
            }
        }
    }

    private static ConfigDef? OwnSettings(
        string typeSetting, string? className, string? version, PluginOffers offers, PluginPlace place, string kind, bool requireAll)
    {
        var own = new ConfigDef();
        if (place == PluginPlace.Transformation)
        {
            own.Define(Predicate, ConfigType.String, null, Importance.Medium, "The alias of the predicate that decides whether this transformation applies.")
                .Define(Negate, ConfigType.Boolean, false, Importance.Medium, "Whether it applies where the predicate does not.");
        }

        try
        {
            if (string.IsNullOrEmpty(className))
            {
                throw new ConfigException(typeSetting, className, $"Not a {kind}");
            }

            foreach (var key in offers.Definition(place, className, version).ConfigKeys.Values)
            {
                // Of the same name as one that every transformation has: that one counts.
                if (!own.ConfigKeys.ContainsKey(key.Name))
                {
                    own.Define(key);
                }
            }

            return own;
        }
        catch (ConfigException) when (!requireAll)
        {
            // The validator of the type reports it.
            return null;
        }
    }

    private static LambdaValidator TypeValidator(
        string prefix,
        string alias,
        string kind,
        Dictionary<string, string?> settings,
        PluginOffers offers,
        PluginPlace place,
        string? version) => LambdaValidator.With(
        (_, value) =>
        {
            if (place == PluginPlace.Transformation && settings.ContainsKey(prefix + Negate) && !settings.ContainsKey(prefix + Predicate))
            {
                throw new ConfigException(
                    $"Config '{prefix}{Negate}' was provided but there is no config '{prefix}{Predicate}' defining a predicate to be negated.");
            }

            if (ConfigDef.ConvertToString(value, ConfigType.Class) is { } className)
            {
                offers.Definition(place, className, version);
            }
        },
        () => $"valid configs for {alias} {kind.ToLowerInvariant()}");

    private static LambdaValidator VersionValidator()
    {
        var validator = new PluginVersionValidator();
        return LambdaValidator.With(validator.EnsureValid, validator.ToString);
    }
}
