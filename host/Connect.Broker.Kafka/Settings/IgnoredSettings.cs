using System.Collections.Frozen;

namespace Connect.Broker.Kafka.Settings;

/// <summary>What is accepted without an effect, each with its reason.</summary>
internal static class IgnoredSettings
{
    private const string Bytes = "records are written and read as bytes; converters do this work";
    private const string Jvm = "it chooses among parts of the Java virtual machine";
    private const string Metrics = "metrics are the worker's own";
    private const string Interceptors = "Java interceptors can't run here";
    private const string Performance = "the client library decides this by itself";
    private const string OtherMechanism = "it belongs to a mechanism that is not in use";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["key.serializer"] = Bytes,
        ["value.serializer"] = Bytes,
        ["key.deserializer"] = Bytes,
        ["value.deserializer"] = Bytes,
        ["interceptor.classes"] = Interceptors,
        ["metric.reporters"] = Metrics,
        ["metrics.num.samples"] = Metrics,
        ["metrics.recording.level"] = Metrics,
        ["metrics.sample.window.ms"] = Metrics,
        ["auto.include.jmx.reporter"] = Metrics,
        ["security.providers"] = Jvm,
        ["ssl.provider"] = Jvm,
        ["ssl.keymanager.algorithm"] = Jvm,
        ["ssl.trustmanager.algorithm"] = Jvm,
        ["ssl.secure.random.implementation"] = Jvm,
        ["config.providers"] = "the worker has resolved its variables already",
        ["metadata.max.idle.ms"] = Performance,
        ["partitioner.adaptive.partitioning.enable"] = Performance,
        ["partitioner.availability.timeout.ms"] = Performance,
        ["socket.connection.setup.timeout.max.ms"] = "each attempt to connect has the time of socket.connection.setup.timeout.ms",
        ["auto.commit.interval.ms"] = "offsets are committed by the worker, after records are flushed",
        ["exclude.internal.topics"] = "internal topics are always left out",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void Report(Mapping mapping)
    {
        foreach (var name in mapping.Unhandled)
        {
            mapping.Ignore(name, ReasonOf(name) is { } reason
                ? $"{name} has no effect here: {reason}."
                : $"{name} is not a setting that a {NameOf(mapping.Kind)} knows here; it has no effect. Remove it, or check its spelling.");
        }
    }

    private static string? ReasonOf(string name)
    {
        if (Reasons.TryGetValue(name, out var reason))
        {
            return reason;
        }

        return name.StartsWith("sasl.kerberos.", StringComparison.Ordinal) || name.StartsWith("sasl.login.", StringComparison.Ordinal)
            || name.StartsWith("sasl.oauthbearer.", StringComparison.Ordinal) ? OtherMechanism
            : name.StartsWith("config.providers.", StringComparison.Ordinal) ? Reasons["config.providers"]
            : null;
    }

    private static string NameOf(ClientKind kind) => kind switch
    {
        ClientKind.Writer => "producer",
        ClientKind.Reader => "consumer",
        _ => "admin client",
    };
}
