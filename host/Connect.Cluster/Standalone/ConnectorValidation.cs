using System.Globalization;
using System.Text;
using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.PluginLoading;
using Connect.Runtime;

namespace Connect.Cluster.Standalone;

/// <summary>
/// Checks a connector's configuration: what every connector takes, its transformations' and predicates' settings, what the connector
/// itself says. Runs plugin code on a thread of its own.
/// </summary>
internal sealed class ConnectorValidation : IDisposable
{
    private readonly StandaloneServices services;
    private readonly Worker worker;
    private readonly PluginLookup lookup;
    private readonly ClientOverrides overrides;

    /// <exception cref="ConnectException">The worker's policy about client overrides is not there.</exception>
    public ConnectorValidation(StandaloneServices services, Worker worker)
    {
        this.services = services;
        this.worker = worker;
        lookup = new PluginLookup(services.Plugins);
        overrides = new ClientOverrides(services.Plugins, services.Config);
    }

    /// <inheritdoc/>
    public void Dispose() => overrides.Dispose();

    public ConnectorType TypeOf(string? className)
    {
        if (className is null)
        {
            return ConnectorType.Unknown;
        }

        try
        {
            return services.Plugins.FindConnector(className).Kind == PluginKind.Source ? ConnectorType.Source : ConnectorType.Sink;
        }
        catch (PluginNotFoundException)
        {
            // A connector whose plugin has gone is still listed.
            return ConnectorType.Unknown;
        }
    }

    /// <exception cref="InvalidConnectorConfigException">There are errors.</exception>
    public void ThrowIfInvalid(ConfigInfos infos)
    {
        if (infos.ErrorCount == 0)
        {
            return;
        }

        var message = new StringBuilder("Connector configuration is invalid and contains the following ");
        message.Append(CultureInfo.InvariantCulture, $"{infos.ErrorCount} error(s):");
        foreach (var value in infos.Values)
        {
            foreach (var error in value.Value.ErrorMessages)
            {
                message.Append('\n').Append(error);
            }
        }

        message.Append("\nYou can also find the above list of errors at the endpoint `/connector-plugins/{connectorType}/config/validate`");
        throw new InvalidConnectorConfigException(message.ToString());
    }

    public async Task<IReadOnlyList<ConfigKey>> PluginConfigAsync(string pluginName, string? version, CancellationToken cancellationToken)
    {
        var plugin = Documented(pluginName, version);
        return await Task.Run(
            () =>
            {
                var own = lookup.Definition(plugin);
                var result = plugin.Kind switch
                {
                    PluginKind.Source => ConnectorDefinition.Source(lookup.Offers),
                    PluginKind.Sink => ConnectorDefinition.Sink(lookup.Offers),
                    _ => new ConfigDef(),
                };
                var keys = new Dictionary<string, ConfigKey>(own.ConfigKeys, StringComparer.Ordinal);
                foreach (var (name, key) in result.ConfigKeys)
                {
                    keys.TryAdd(name, key);
                }

                return (IReadOnlyList<ConfigKey>)[.. keys.Values.Where(k => !k.IsInternal)];
            },
            cancellationToken).WaitAsync(cancellationToken);
    }

    public async Task<ConfigInfos> ValidateAsync(
        string name, IReadOnlyDictionary<string, string?> given, CancellationToken cancellationToken)
    {
        var className = given.GetValueOrDefault(ConnectorSettings.ConnectorClass);
        if (string.IsNullOrWhiteSpace(className))
        {
            throw new BadRequestException($"Connector config contains no connector type: {ConnectorSettings.ConnectorClass} has to name one of "
                + string.Join(", ", services.Plugins.Plugins.Where(p => p.Kind is PluginKind.Source or PluginKind.Sink).Select(p => p.ContractName).Distinct(StringComparer.Ordinal)) + ".");
        }

        var resolved = await services.References.ResolveAsync(
            given.Where(e => e.Value is not null).ToDictionary(e => e.Key, e => e.Value!, StringComparer.Ordinal), cancellationToken);
        var settings = resolved.Settings;
        var version = given.GetValueOrDefault(ConnectorSettings.ConnectorVersion);
        var infos = Find(className, version, out var mismatch) is { } plugin
            ? await worker.WithConnectorAsync(
                className,
                version,
                connector => ValidateAsync(name, plugin, className, connector, settings, cancellationToken),
                cancellationToken)
            : WithoutPlugin(className, settings, mismatch);
        return resolved.Resolved.Count == 0 ? infos : infos with { Values = [.. infos.Values.Select(i => Hidden(i, given, resolved.Resolved))] };
    }

    /// <summary>A plugin whose settings a client wants to see.</summary>
    private PluginDescription Documented(string name, string? version)
    {
        ReadOnlySpan<PluginKind> kinds =
        [
            PluginKind.Source, PluginKind.Sink, PluginKind.Converter, PluginKind.HeaderConverter, PluginKind.Transformation, PluginKind.Predicate,
        ];
        try
        {
            services.Plugins.Find(kinds, name, null);
        }
        catch (PluginNotFoundException error)
        {
            throw new NotFoundException(error.Message, error);
        }

        try
        {
            return services.Plugins.Find(kinds, name, version);
        }
        catch (PluginNotFoundException error)
        {
            throw new BadRequestException(error.Message);
        }
    }

    /// <summary>The connector of a configuration; null, and why, where only its version is not there.</summary>
    /// <exception cref="BadRequestException">There is no such connector.</exception>
    private PluginDescription? Find(string className, string? version, out string mismatch)
    {
        mismatch = string.Empty;
        try
        {
            return services.Plugins.FindConnector(className, version);
        }
        catch (PluginNotFoundException error)
        {
            mismatch = lookup.Mismatch(PluginPlace.Connector, className, version) ?? throw new BadRequestException(error.Message);
            return null;
        }
    }

    /// <summary>What can be said of a configuration whose connector is there in other versions only.</summary>
    private ConfigInfos WithoutPlugin(string className, IReadOnlyDictionary<string, string> settings, string mismatch)
    {
        var common = ConnectorDefinition.Common(lookup.Offers);
        var values = new Dictionary<string, ConfigValue>(common.ValidateAll(settings), StringComparer.Ordinal);
        Value(values, ConnectorSettings.ConnectorClass).AddErrorMessage(mismatch);
        if (Value(values, ConnectorSettings.ConnectorVersion) is { ErrorMessages.Count: 0 } version)
        {
            version.AddErrorMessage(mismatch);
        }

        return Infos(className, new Dictionary<string, ConfigKey>(common.ConfigKeys, StringComparer.Ordinal), values, common.Groups, []);
    }

    /// <summary>A setting as it was given: what was looked up for it is shown neither as its value nor in what is said of it.</summary>
    private ConfigInfo Hidden(ConfigInfo info, IReadOnlyDictionary<string, string?> given, IReadOnlySet<string> resolved)
    {
        var reference = resolved.Contains(info.Value.Name) ? given.GetValueOrDefault(info.Value.Name) : null;
        var shown = new ConfigValue(info.Value.Name)
        {
            Value = reference is null ? info.Value.Value : info.Key?.Type == ConfigType.List ? new[] { reference } : reference,
            RecommendedValues = info.Value.RecommendedValues,
            Visible = info.Value.Visible,
        };
        foreach (var error in info.Value.ErrorMessages)
        {
            shown.AddErrorMessage(services.References.Hide(error));
        }

        return info with { Value = shown };
    }

    private async ValueTask<ConfigInfos> ValidateAsync(
        string name,
        PluginDescription plugin,
        string className,
        Connector connector,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken)
    {
        var isSource = plugin.Kind == PluginKind.Source;
        var offers = lookup.Offers;
        var common = EnrichedDefinition.Of(
            isSource ? ConnectorDefinition.Source(offers) : ConnectorDefinition.Sink(offers), settings, offers, requireAll: false);
        var values = new Dictionary<string, ConfigValue>(common.ValidateAll(settings), StringComparer.Ordinal);
        var own = connector.ConfigDef
            ?? throw new BadRequestException($"{connector.GetType()}.ConfigDef must give a ConfigDef that is not null.");
        var keys = new Dictionary<string, ConfigKey>(common.ConfigKeys, StringComparer.Ordinal);
        foreach (var (setting, key) in own.ConfigKeys)
        {
            keys[setting] = key;
        }

        PluginVersionChecks.Add(values, settings, lookup);
        Merge(values, ConnectorDefinition.Own().Validate(settings).Where(v => v.ErrorMessages.Count > 0));
        if (isSource)
        {
            Merge(values, ConnectorDefinition.OwnSource().Validate(settings).Where(v => v.ErrorMessages.Count > 0));
        }
        else
        {
            foreach (var (setting, message) in SinkConnectorConfig.Check(settings))
            {
                Value(values, setting).AddErrorMessage(message);
            }
        }

        Merge(values, await connector.ValidateAsync(
            settings.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal), cancellationToken));
        var groups = common.Groups.Concat(own.Groups).Distinct(StringComparer.Ordinal).ToArray();
        return Infos(className, keys, values, groups, overrides.Check(name, plugin.ContractName, isSource, settings));
    }

    private static void Merge(Dictionary<string, ConfigValue> values, IEnumerable<ConfigValue> more)
    {
        foreach (var value in more)
        {
            if (values.TryGetValue(value.Name, out var known))
            {
                foreach (var error in value.ErrorMessages)
                {
                    known.AddErrorMessage(error);
                }
            }
            else
            {
                values[value.Name] = value;
            }
        }
    }

    private static ConfigValue Value(Dictionary<string, ConfigValue> values, string name)
    {
        if (!values.TryGetValue(name, out var value))
        {
            values[name] = value = new ConfigValue(name);
        }

        return value;
    }

    private static ConfigInfos Infos(
        string className,
        Dictionary<string, ConfigKey> keys,
        Dictionary<string, ConfigValue> values,
        IReadOnlyList<string> groups,
        IReadOnlyList<ConfigInfo> overridden)
    {
        var infos = new List<ConfigInfo>(keys.Count + overridden.Count);
        var errors = 0;
        foreach (var (name, key) in keys)
        {
            if (!key.IsInternal && values.TryGetValue(name, out var value))
            {
                errors += value.ErrorMessages.Count;
                infos.Add(new ConfigInfo(key, value));
            }
        }

        foreach (var (name, value) in values)
        {
            if (!keys.ContainsKey(name))
            {
                errors += value.ErrorMessages.Count;
                infos.Add(new ConfigInfo(null, value));
            }
        }

        infos.AddRange(overridden);
        errors += overridden.Count(o => o.Value.ErrorMessages.Count > 0);
        return new ConfigInfos(className, errors, groups, infos);
    }
}
