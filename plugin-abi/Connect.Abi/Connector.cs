using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Abi;

/// <summary>
/// Manages the copying between a system and the log: checks a configuration, splits the work into tasks and tells when the split
/// changes. Derive from <c>SourceConnector</c> or <c>SinkConnector</c>.
/// </summary>
/// <remarks>
/// Lifecycle, one call at a time, never on the herder's loop: 1. its parameterless constructor; 2. <see cref="Initialize(IConnectorContext)"/>
/// (or the one with task configurations); 3. <see cref="StartAsync"/>; 4. <see cref="TaskConfigs"/>, as often as the host likes;
/// 5. <see cref="StopAsync"/>. <see cref="ValidateAsync"/> and <see cref="ConfigDef"/> may be called on an instance that is never initialized.
/// </remarks>
public abstract class Connector
{
    /// <summary>What the host offers; set by <see cref="Initialize(IConnectorContext)"/>, null before.</summary>
    protected IConnectorContext? Context { get; private set; }

    /// <summary>The settings that the connector takes.</summary>
    public abstract ConfigDef ConfigDef { get; }

    /// <summary>The class of its tasks: derived from <c>SourceTask</c> or <c>SinkTask</c>, with a parameterless constructor.</summary>
    public abstract Type TaskClass { get; }

    /// <summary>Called once, first.</summary>
    /// <param name="context">What the host offers to this connector.</param>
    public virtual void Initialize(IConnectorContext context) => Context = context;

    /// <summary>Called in place of the other where task configurations from before are known (after a restart of the worker).</summary>
    /// <param name="context">What the host offers to this connector.</param>
    /// <param name="taskConfigs">The configurations that its tasks had.</param>
    public virtual void Initialize(IConnectorContext context, IReadOnlyList<IReadOnlyDictionary<string, string>> taskConfigs) =>
        Initialize(context);

    /// <summary>Starts. Only for a connector that was stopped or just made.</summary>
    /// <param name="settings">The connector's settings, references to secrets resolved.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    /// <exception cref="ConnectException">It can't start; the connector is FAILED.</exception>
    public abstract ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken);

    /// <summary>Takes other settings while running. By default stops and starts.</summary>
    /// <param name="settings">The new settings.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    public virtual async ValueTask ReconfigureAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken).ConfigureAwait(false);
        await StartAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Splits the work.</summary>
    /// <param name="maxTasks">How many tasks there may be.</param>
    /// <returns>One configuration a task, at most <paramref name="maxTasks"/>; empty for nothing to do.</returns>
    public abstract IReadOnlyList<IReadOnlyDictionary<string, string>> TaskConfigs(int maxTasks);

    /// <summary>Stops; called once after a start, also one that failed.</summary>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    public abstract ValueTask StopAsync(CancellationToken cancellationToken);

    /// <summary>Checks a configuration; by default by <see cref="ConfigDef"/> alone.</summary>
    /// <param name="settings">The settings as given.</param>
    /// <param name="cancellationToken">Cancelled when the host no longer waits.</param>
    /// <returns>One value a setting of <see cref="ConfigDef"/>, with what is wrong with it.</returns>
    public virtual ValueTask<IReadOnlyList<ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ConfigDef.Validate(settings));
}
