using Connect.Broker;
using Connect.Configuration;
using Connect.PluginLoading;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime;

/// <summary>What a worker works with; owned by who made it.</summary>
public sealed record WorkerServices
{
    /// <summary>The worker's own settings.</summary>
    public required WorkerConfig Config { get; init; }

    /// <summary>Where connectors and all else come from.</summary>
    public required PluginCatalogue Plugins { get; init; }

    /// <summary>The log to copy from and to.</summary>
    public required IBroker Broker { get; init; }

    /// <summary>Where sources' offsets are kept.</summary>
    public required IOffsetBackingStore Offsets { get; init; }

    /// <summary>Told what connectors and tasks do.</summary>
    public required IRunListener Listener { get; init; }

    /// <summary>Where the log goes.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Takes secrets that were looked up for settings out of a text before it leaves the process.</summary>
    public required Func<string, string> Hide { get; init; }
}
