using Connect.Abi.TestKit.Connectors;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit;

/// <summary>What the suites of sources and sinks share: the checks of a connector's configuration.</summary>
public abstract class ConnectorSuite : PluginSuite
{
    private protected ConnectorSuite()
    {
    }

    /// <summary>A valid configuration of the connector for what <see cref="PluginSuite.SetUpAsync"/> has set up.</summary>
    protected internal abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The settings without which the connector can't do. By default those that its definition has no default for.</summary>
    protected internal virtual IReadOnlyList<string> RequiredSettings =>
        [.. Make().ConfigDef.ConfigKeys.Values.Where(key => !key.HasDefault).Select(key => key.Name)];

    /// <summary>How long a task may take to stop while it polls or puts. By default 10 seconds.</summary>
    protected internal virtual TimeSpan StopTimeout => TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected internal override Type PluginClass => Make().GetType();

    /// <summary>Asked to check a configuration in which nothing is set, the connector names every setting that is missing.</summary>
    public Task NamesAllMissingSettings() => RunAsync(() => ConfigurationChecks.NamesAllMissingSettingsAsync(this));

    /// <summary>The suite's valid configuration is found valid.</summary>
    public Task AcceptsValidSettings() => RunAsync(() => ConfigurationChecks.AcceptsValidSettingsAsync(this));

    /// <summary>Defaults, written out in a configuration, are found valid.</summary>
    public Task AcceptsItsDefaults() => RunAsync(() => ConfigurationChecks.AcceptsItsDefaultsAsync(this));

    /// <summary>Settings that it does not know, such as the host's own, change nothing.</summary>
    public Task PassesOverUnknownSettings() => RunAsync(() => ConfigurationChecks.PassesOverUnknownSettingsAsync(this));

    /// <summary>It splits the work into one task at least, and no more than there may be.</summary>
    public Task KeepsToTheMostTasks() => RunAsync(() => ConfigurationChecks.KeepsToTheMostTasksAsync(this));

    /// <summary>Each task has a configuration of its own, and asking again changes nothing.</summary>
    public Task GivesEachTaskItsOwnSettings() => RunAsync(() => ConfigurationChecks.GivesEachTaskItsOwnSettingsAsync(this));

    /// <summary>A connector that was not started stops, as it has to after a start that failed.</summary>
    public Task StopsConnectorBeforeStart() => RunAsync(() => ConfigurationChecks.StopsBeforeStartAsync(this));

    /// <summary>A new connector.</summary>
    internal abstract Connector Make();

    /// <summary>Makes the work that tasks are configured for.</summary>
    internal abstract Task MakeWorkAsync();

    /// <summary>A new connector to call.</summary>
    internal ConnectorRun MakeRun(StoredOffsets? offsets = null) => new(this, Make(), offsets ?? new StoredOffsets());

    private protected IReadOnlyList<Check> ConfigurationChecksOf() => Named(
        NamesAllMissingSettings,
        AcceptsValidSettings,
        AcceptsItsDefaults,
        PassesOverUnknownSettings,
        KeepsToTheMostTasks,
        GivesEachTaskItsOwnSettings,
        StopsConnectorBeforeStart);
}
