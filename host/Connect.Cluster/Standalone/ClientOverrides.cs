using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.PluginLoading;

namespace Connect.Cluster.Standalone;

/// <summary>
/// What connectors override of their Kafka clients' settings, judged by the worker's policy, which is a plugin. Only overrides of
/// clients that a connector really uses are looked at.
/// </summary>
internal sealed class ClientOverrides : IDisposable
{
    private readonly PluginInstance<IConnectorClientConfigOverridePolicy> policy;
    private readonly bool createTopics;

    /// <exception cref="ConnectException">The worker's policy is not there or refuses its settings.</exception>
    public ClientOverrides(PluginCatalogue plugins, WorkerConfig config)
    {
        createTopics = config.TopicCreationEnable;
        policy = plugins.Create<IConnectorClientConfigOverridePolicy>(Find(plugins, config.ClientOverridePolicy));
        try
        {
            using var scope = policy.Enter();
            policy.Value.Configure(config.Settings.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The overrides with their definitions, null for settings that Kafka does not know, and with what is wrong with them.</summary>
    public IReadOnlyList<ConfigInfo> Check(string connector, string className, bool isSource, IReadOnlyDictionary<string, string> settings)
    {
        var infos = new List<ConfigInfo>();
        var hasDeadLetters = settings.GetValueOrDefault(ConnectorSettings.DeadLetterTopic) is { Length: > 0 };
        if (isSource || hasDeadLetters)
        {
            Check(ConnectorSettings.ProducerOverridePrefix, ClientDefinition.Producer, ClientType.Producer);
        }

        if (!isSource)
        {
            Check(ConnectorSettings.ConsumerOverridePrefix, ClientDefinition.Consumer, ClientType.Consumer);
        }

        var makesTopics = isSource && createTopics &&
            settings.Keys.Any(name => name.StartsWith(ConnectorSettings.TopicCreationPrefix, StringComparison.Ordinal));
        if (makesTopics || hasDeadLetters)
        {
            Check(ConnectorSettings.AdminOverridePrefix, ClientDefinition.Admin, ClientType.Admin);
        }

        return infos;

        void Check(string prefix, ConfigDef definition, ClientType client)
        {
            var wanted = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (setting, text) in settings)
            {
                if (setting.StartsWith(prefix, StringComparison.Ordinal))
                {
                    Read(prefix, setting[prefix.Length..], text, definition, wanted, infos);
                }
            }

            if (wanted.Count > 0)
            {
                var kind = isSource ? Abi.Configuration.ConnectorType.Source : Abi.Configuration.ConnectorType.Sink;
                using var scope = policy.Enter();
                infos.AddRange(policy.Value.Validate(new ConnectorClientConfigRequest(connector, kind, className, wanted, client))
                    .Select(value => Info(prefix, definition, value)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        policy.Value.Dispose();
        policy.Dispose();
    }

    private static PluginDescription Find(PluginCatalogue plugins, string name)
    {
        try
        {
            return plugins.Find(PluginKind.ConnectorClientConfigOverridePolicy, name);
        }
        catch (PluginNotFoundException error)
        {
            throw new ConfigException(WorkerSettings.ClientOverridePolicy, name, error.Message);
        }
    }

    private static void Read(
        string prefix, string name, string text, ConfigDef definition, Dictionary<string, object?> wanted, List<ConfigInfo> infos)
    {
        try
        {
            wanted[name] = definition.ConfigKeys.TryGetValue(name, out var key) ? ConfigDef.ParseType(name, text, key.Type) : text;
        }
        catch (ConfigException error)
        {
            // A value that is none of its type never reaches the policy: it is wrong under any.
            var refused = new ConfigValue(name);
            refused.AddErrorMessage(error.Message);
            infos.Add(Info(prefix, definition, refused));
        }
    }

    private static ConfigInfo Info(string prefix, ConfigDef definition, ConfigValue value)
    {
        var shown = new ConfigValue(prefix + value.Name)
        {
            Value = value.Value,
            RecommendedValues = value.RecommendedValues,
            Visible = value.Visible,
        };
        foreach (var error in value.ErrorMessages)
        {
            shown.AddErrorMessage(error);
        }

        return new ConfigInfo(
            definition.ConfigKeys.TryGetValue(value.Name, out var key)
                ? new ConfigKey(prefix + key.Name, key.Type, key.DefaultValue, null, key.Importance, key.Documentation, displayName: key.DisplayName)
                : null,
            shown);
    }
}
