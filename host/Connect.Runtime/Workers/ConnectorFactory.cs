using System.Diagnostics.Metrics;
using System.Globalization;
using Connect.Abi;
using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.PluginLoading;
using Connect.Runtime.Lifecycle;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Makes connectors with their contexts, and asks them for their tasks' configurations.</summary>
internal sealed class ConnectorFactory(WorkerServices services)
{
    private readonly ILogger logger = services.LoggerFactory.CreateLogger("Connect.Runtime.WorkerConnector");

    public bool IsSourceClass(IReadOnlyDictionary<string, string> settings) => Plugin(settings).Kind == PluginKind.Source;

    public PluginDescription Plugin(IReadOnlyDictionary<string, string> settings) => services.Plugins.FindConnector(
        settings.GetValueOrDefault(ConnectorSettings.ConnectorClass) ?? throw new ConfigException(
            $"Missing required configuration \"{ConnectorSettings.ConnectorClass}\" which has no default value."),
        settings.GetValueOrDefault(ConnectorSettings.ConnectorVersion));

    public ConnectorParts Create(string name, IReadOnlyDictionary<string, string> settings)
    {
        var plugin = Plugin(settings);
        var opened = new Opened(logger);
        try
        {
            var instance = opened.Add(services.Plugins.Create<Connector>(plugin, new PluginUser(name, null)));
            var metrics = opened.Add(new Meter("connect.plugins." + name));
            return new ConnectorParts
            {
                Connector = instance.Value,
                IsSource = plugin.Kind == PluginKind.Source,
                ClassName = plugin.ContractName,
                Version = plugin.Version,
                Settings = settings,
                Initialize = runner => instance.Value.Initialize(Context(name, plugin.Kind, metrics, runner)),
                Enter = instance.Enter,
                Close = opened.Close,
            };
        }
        catch
        {
            opened.Close();
            throw;
        }
    }

    /// <summary>The task configurations as they are kept: with the task's class and, for sinks, the topics put in.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> TaskConfigsAsync(
        ConnectorRunner runner, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        ConnectorConfig config = runner.Parts.IsSource
            ? SourceConnectorConfig.From(settings, services.Config.TopicCreationEnable)
            : SinkConnectorConfig.From(settings);
        var name = config.Name;
        var configs = await runner.TaskConfigsAsync(config.TasksMax, cancellationToken);
        if (configs.Count > config.TasksMax && config.TasksMaxEnforce)
        {
            throw new ConnectException(string.Create(
                CultureInfo.InvariantCulture,
                $"The connector {name} has generated {configs.Count} tasks, which is greater than {config.TasksMax}, the maximum number of tasks it is configured to create (tasks.max). Raise tasks.max, or set tasks.max.enforce=false."));
        }

        var taskClass = ContractNames.Of(runner.Parts.Connector.TaskClass);
        var result = new List<IReadOnlyDictionary<string, string>>(configs.Count);
        foreach (var given in configs)
        {
            var taskConfig = new Dictionary<string, string>(given, StringComparer.Ordinal) { [ConnectorSettings.TaskClass] = taskClass };
            foreach (var topics in runner.Parts.IsSource ? [] : new[] { ConnectorSettings.Topics, ConnectorSettings.TopicsRegex })
            {
                if (settings.TryGetValue(topics, out var value))
                {
                    taskConfig[topics] = value;
                }
            }

            result.Add(taskConfig);
        }

        return result;
    }

    /// <summary>Calls an instance of its own, on a thread of its own.</summary>
    public async Task<T> WithInstanceAsync<T>(
        string className, string? version, Func<Connector, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                var plugin = services.Plugins.FindConnector(className, version);
                using var instance = services.Plugins.Create<Connector>(plugin);
                using var scope = instance.Enter();
                done.SetResult(PluginWait.For(call(instance.Value)));
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = "plugin-call-" + className }.UnsafeStart();
        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Makes a task of a connector's class.</summary>
    public PluginInstance<ConnectorTask> CreateTask(ConnectorTaskId id, IReadOnlyDictionary<string, string> connectorSettings, TaskControl control)
    {
        // The connector itself may run on another worker: an instance that is never started tells the class of its tasks.
        var plugin = Plugin(connectorSettings);
        control.PluginVersion = plugin.Version;
        using var connector = services.Plugins.Create<Connector>(plugin);
        using var scope = connector.Enter();
        return services.Plugins.CreateTask(connector.Plugin, connector.Value.TaskClass, new PluginUser(id.Connector, id.Task));
    }

    private IConnectorContext Context(string name, PluginKind kind, Meter metrics, ConnectorRunner runner) => kind == PluginKind.Source
        ? new SourceConnectorContext(name, services.Listener, runner, metrics, new OffsetStorageReader(services.Offsets, name, logger))
        : new ConnectorContext(name, services.Listener, runner, metrics);
}
