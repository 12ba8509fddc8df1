using Connect.Abi.Configuration;
using Connect.Foundation;

namespace Connect.Configuration;

/// <summary>Finds settings of a worker that are not known or have no effect.</summary>
internal static class WorkerWarnings
{
    private static readonly string[] Prefixes =
    [
        "producer.", "consumer.", "admin.", "key.converter.", "value.converter.", "header.converter.", "config.providers.",
        "listeners.https.", "admin.listeners.https.", "metrics.context.", "connector.client.config.override.",
        "offset.storage.", "config.storage.", "status.storage.", "sasl.", "ssl.",
    ];

    // What a distributed worker takes; in one file for both kinds of worker it is no mistake.
    private static readonly string[] Distributed =
    [
        "group.id", "session.timeout.ms", "heartbeat.interval.ms", "rebalance.timeout.ms", "exactly.once.source.support", "worker.sync.timeout.ms",
        "worker.unsync.backoff.ms", "offset.storage.topic", "config.storage.topic", "status.storage.topic", "connect.protocol",
        "scheduled.rebalance.max.delay.ms", "inter.worker.key.ttl.ms", "inter.worker.key.generation.algorithm", "inter.worker.key.size",
        "inter.worker.signature.algorithm", "inter.worker.verification.algorithms",
    ];

    private static readonly string[] WithoutEffect =
    [
        WorkerSettings.ClientDnsLookup, WorkerSettings.MetricReporters,
    ];

    private static readonly string[] Removed = ["internal.key.converter", "internal.value.converter"];

    public static IReadOnlyList<string> For(IReadOnlyDictionary<string, string> settings, ConfigDef definition)
    {
        var own = WorkerDefinition.Own();
        var known = new HashSet<string>(
            [.. definition.Names, .. own.Names, .. Distributed, .. ClientSettings.CommonNames], StringComparer.Ordinal);
        var warnings = new List<string>();
        foreach (var name in settings.Keys.Order(StringComparer.Ordinal))
        {
            if (Array.Exists(Removed, removed => name == removed || name.StartsWith(removed + ".", StringComparison.Ordinal)))
            {
                warnings.Add($"Setting '{name}' has no effect: offsets are always kept as JSON without schemas");
            }
            else if (Array.IndexOf(WithoutEffect, name) >= 0)
            {
                warnings.Add($"Setting '{name}' has no effect here");
            }
            else if (!known.Contains(name) && !Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                var near = NearMiss.Find(name, known);
                warnings.Add(near.Count == 0
                    ? $"Setting '{name}' is not known to the worker"
                    : $"Setting '{name}' is not known to the worker; did you mean '{string.Join("' or '", near)}'?");
            }
        }

        return warnings;
    }
}
