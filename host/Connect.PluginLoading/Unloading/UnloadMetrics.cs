using System.Diagnostics.Metrics;

namespace Connect.PluginLoading.Unloading;

/// <summary>What is measured of unloading.</summary>
internal sealed class UnloadMetrics : IDisposable
{
    private readonly Meter _meter = new("Connect.PluginLoading");
    private readonly Counter<long> _unloaded;

    /// <param name="pending">How many are being unloaded.</param>
    /// <param name="held">How many are held after all rounds.</param>
    public UnloadMetrics(Func<int> pending, Func<int> held)
    {
        _unloaded = _meter.CreateCounter<long>("connect.plugin.contexts.unloaded", "{context}", "Plugins that were unloaded and are gone.");
        _meter.CreateObservableUpDownCounter("connect.plugin.contexts.unloading", pending, "{context}", "Plugins that are being unloaded.");
        _meter.CreateObservableUpDownCounter("connect.plugin.contexts.held", held, "{context}", "Plugins that stay in memory since something holds them.");
    }

    public void CountUnloaded() => _unloaded.Add(1);

    public void Dispose() => _meter.Dispose();
}
