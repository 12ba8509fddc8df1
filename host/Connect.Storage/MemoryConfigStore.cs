using System.Collections.Frozen;
using Connect.Abi.Errors;

namespace Connect.Storage;

/// <summary>Configurations that live as long as the process: those of a standalone worker. Thread-safe.</summary>
public sealed class MemoryConfigStore : IConfigStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ConnectorConfigState> connectors = new(StringComparer.Ordinal);
    private IConfigListener? listener;
    private volatile ClusterConfigState snapshot = ClusterConfigState.Empty;

    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ClusterConfigState Snapshot() => snapshot;

    /// <inheritdoc/>
    public void SetListener(IConfigListener? listener)
    {
        lock (gate)
        {
            this.listener = listener;
        }
    }

    /// <inheritdoc/>
    public ValueTask PutConnectorConfigAsync(
        string connector, IReadOnlyDictionary<string, string> config, TargetState? targetState, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connector);
        ArgumentNullException.ThrowIfNull(config);
        lock (gate)
        {
            var known = connectors.GetValueOrDefault(connector);
            Publish(new ConnectorConfigState(
                connector,
                Freeze(config),
                targetState ?? known?.TargetState ?? TargetState.Started,
                known?.TaskConfigs ?? [],
                known?.AppliedConfig));
            listener?.OnConnectorConfigUpdate(connector);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveConnectorConfigAsync(string connector, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (connectors.Remove(connector))
            {
                snapshot = new ClusterConfigState(connectors.Values, -1);
                listener?.OnConnectorConfigRemove(connector);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PutTaskConfigsAsync(
        string connector, IReadOnlyList<IReadOnlyDictionary<string, string>> configs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configs);
        lock (gate)
        {
            var known = Known(connector);
            Publish(known with { TaskConfigs = [.. configs.Select(Freeze)], AppliedConfig = known.Config });
            listener?.OnTaskConfigUpdate(connector);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask RemoveTaskConfigsAsync(string connector, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Publish(Known(connector) with { TaskConfigs = [], AppliedConfig = null });
            listener?.OnTaskConfigUpdate(connector);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PutTargetStateAsync(string connector, TargetState state, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var known = Known(connector);
            if (known.TargetState != state)
            {
                Publish(known with { TargetState = state });
                listener?.OnTargetStateChange(connector);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static FrozenDictionary<string, string> Freeze(IReadOnlyDictionary<string, string> config) =>
        config.ToFrozenDictionary(StringComparer.Ordinal);

    private ConnectorConfigState Known(string connector) => connectors.GetValueOrDefault(connector)
        ?? throw new NotFoundException($"No connector `{connector}` configured");

    private void Publish(ConnectorConfigState state)
    {
        connectors[state.Name] = state;
        snapshot = new ClusterConfigState(connectors.Values, -1);
    }
}
