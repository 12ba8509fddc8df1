using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.Foundation;
using Connect.PluginLoading;
using Connect.Runtime;
using ConnectorType = Connect.Cluster.ConnectorType;

namespace Connect.Rest.Tests.Scenes;

/// <summary>A herder whose behaviour is a condition of a test: it knows no connector, and puts as the test says.</summary>
internal sealed class ScriptedHerder : IHerder
{
    public Func<string, IReadOnlyDictionary<string, string?>, CancellationToken, Task<PutConnectorResult>> Put { get; set; } = (name, config, _) =>
        Task.FromResult(new PutConnectorResult(true, new ConnectorInfo(name, config, [], ConnectorType.Source)));

    public HerderHealth Health { get; set; } = new(true, false, "Fine.");

    public LoggerLevels Levels { get; } = new("INFO", TimeProvider.System);

    public string ClusterId => "the-cluster";

    public IReadOnlyCollection<string> Connectors { get; set; } = [];

    public IReadOnlyList<PluginDescription> Plugins => [];

    public IReadOnlyList<InstalledPlugin> InstalledPlugins { get; set; } = [];

    public IReadOnlyList<PluginError> PluginErrors { get; set; } = [];

    public Func<string, PluginExplanation> Explain { get; set; } = static name => throw new PluginNotFoundException($"Plugin {name} not found.");

    public Task<PluginExplanation> ExplainPluginAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Explain(name));

    public PluginUnloading PluginUnloading { get; set; } = new()
    {
        Unloads = [], Unloaded = 0, Collections = 0, LongestPause = TimeSpan.Zero, NativeLibraries = [], MissingReleases = [],
    };

    /// <summary>What was asked of the plugin folders, in order.</summary>
    public List<string> PluginChanges { get; } = [];

    public IReadOnlyDictionary<string, LoggerLevel> LoggerLevels => Levels.All();

    public ConnectorInfo Connector(string name) => throw Unknown(name);

    public IReadOnlyDictionary<string, string?> Config(string name) => throw Unknown(name);

    public ConnectorStatusInfo Status(string name) => throw Unknown(name);

    public TaskStatusInfo TaskStatus(ConnectorTaskId task) => throw Unknown(task.Connector);

    public IReadOnlyList<TaskInfo> Tasks(string name) => throw Unknown(name);

    public IReadOnlyList<TaskRestartInfo> TaskRestarts(string name) => throw Unknown(name);

    public IReadOnlyCollection<string> ActiveTopics(string name) => [];

    public void ResetActiveTopics(string name)
    {
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<PutConnectorResult> PutAsync(
        string name, IReadOnlyDictionary<string, string?> config, RunTarget? initialState, bool mayReplace, CancellationToken cancellationToken) =>
        Put(name, config, cancellationToken);

    public Task RescanPluginsAsync(CancellationToken cancellationToken)
    {
        PluginChanges.Add("rescan");
        return Task.CompletedTask;
    }

    public async Task<InstalledPlugin> InstallPluginAsync(string name, Stream zip, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await zip.CopyToAsync(content, cancellationToken);
        PluginChanges.Add($"install {name} of {content.Length} bytes");
        return InstalledPlugins[0];
    }

    public Task RemovePluginAsync(string name, CancellationToken cancellationToken)
    {
        PluginChanges.Add($"remove {name}");
        return InstalledPlugins.Any(p => p.Name == name)
            ? Task.CompletedTask
            : throw new PluginInstallException($"There is no plugin {name}.", isMissing: true);
    }

    public Task<ConnectorInfo> PatchAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) => throw Unknown(name);

    public Task DeleteAsync(string name, CancellationToken cancellationToken) => throw Unknown(name);

    public Task SetTargetAsync(string name, RunTarget target, CancellationToken cancellationToken) => throw Unknown(name);

    public Task RestartConnectorAsync(string name, CancellationToken cancellationToken) => throw Unknown(name);

    public Task RestartTaskAsync(ConnectorTaskId task, CancellationToken cancellationToken) => throw Unknown(task.Connector);

    public Task<ConnectorStatusInfo> RestartAsync(string name, bool onlyFailed, bool includeTasks, CancellationToken cancellationToken) => throw Unknown(name);

    public Task<IReadOnlyList<ConnectorOffset>> OffsetsAsync(string name, CancellationToken cancellationToken) => throw Unknown(name);

    public Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset>? offsets, CancellationToken cancellationToken) => throw Unknown(name);

    public Task<IReadOnlyList<ConfigKey>> PluginConfigAsync(string pluginName, string? version, CancellationToken cancellationToken) => throw Unknown(pluginName);

    public Task<ConfigInfos> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => throw Unknown("x");

    public LoggerLevel? LoggerLevel(string name) => Levels.Level(name);

    public IReadOnlyList<string> SetWorkerLoggerLevel(string name, string level) => Levels.Set(name, level);

    public Task SetClusterLoggerLevelAsync(string name, string level, CancellationToken cancellationToken)
    {
        Levels.Set(name, level);
        return Task.CompletedTask;
    }

    private static NotFoundException Unknown(string name) => new($"Connector {name} not found");
}
