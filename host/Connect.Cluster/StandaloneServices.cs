using Connect.Broker;
using Connect.Configuration;
using Connect.Foundation;
using Connect.PluginLoading;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Cluster;

/// <summary>What a standalone herder works with; owned by who made it.</summary>
public sealed record StandaloneServices
{
    /// <summary>The worker's settings.</summary>
    public required WorkerConfig Config { get; init; }

    /// <summary>How others reach this worker, as <c>host:port</c>.</summary>
    public required string WorkerId { get; init; }

    /// <summary>The log's identity.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Where connectors and all else come from.</summary>
    public required PluginCatalogue Plugins { get; init; }

    /// <summary>The log to copy from and to.</summary>
    public required IBroker Broker { get; init; }

    /// <summary>Keeps configurations.</summary>
    public required IConfigStore Configs { get; init; }

    /// <summary>Keeps sources' offsets.</summary>
    public required IOffsetBackingStore Offsets { get; init; }

    /// <summary>Keeps states.</summary>
    public required IStatusStore Statuses { get; init; }

    /// <summary>Looks up what settings refer to.</summary>
    public required SettingReferences References { get; init; }

    /// <summary>The levels of the process's loggers.</summary>
    public required LoggerLevels LoggerLevels { get; init; }

    /// <summary>Where the log goes.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
