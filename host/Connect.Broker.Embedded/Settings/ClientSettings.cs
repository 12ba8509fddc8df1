using System.Collections.Frozen;

namespace Connect.Broker.Embedded.Settings;

/// <summary>Which of Java's client settings exist, and what becomes of those that the embedded log has no use for.</summary>
internal static class ClientSettings
{
    /// <summary>Say how to reach a server: meaningless inside the process, and said nothing about.</summary>
    private static readonly FrozenSet<string> Network = FrozenSet.ToFrozenSet(
    [
        "bootstrap.servers", "client.id", "client.dns.lookup", "client.rack", "send.buffer.bytes", "receive.buffer.bytes",
        "reconnect.backoff.ms", "reconnect.backoff.max.ms", "retry.backoff.ms", "retry.backoff.max.ms", "retries", "request.timeout.ms",
        "connections.max.idle.ms", "socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.max.ms", "metadata.max.age.ms",
        "metadata.max.idle.ms", "metadata.recovery.strategy", "metadata.recovery.rebootstrap.trigger.ms", "bootstrap.controllers",
        "default.api.timeout.ms", "enable.metrics.push", "check.crcs", "session.timeout.ms", "heartbeat.interval.ms",
        "max.in.flight.requests.per.connection", "delivery.timeout.ms", "linger.ms", "acks", "enable.idempotence",
        "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "metrics.num.samples",
        "metrics.sample.window.ms", "metrics.recording.level", "auto.include.jmx.reporter", "share.acknowledgement.mode",
        "share.acquire.mode", "exclude.internal.topics", "group.protocol", "group.remote.assignor", "internal.leave.group.on.close",
        "internal.throw.on.fetch.stable.offset.unsupported", "transaction.two.phase.commit.enable", "partition.assignment.strategy",
        "enable.auto.commit", "auto.commit.interval.ms", "fetch.min.bytes", "fetch.max.wait.ms",
    ]);

    /// <summary>Have an effect with a server that a user may miss here, so one is told that they have none.</summary>
    private static readonly FrozenSet<string> WithoutMeaning = FrozenSet.ToFrozenSet(
    [
        "metric.reporters", "interceptor.classes", "compression.type", "compression.gzip.level", "compression.lz4.level",
        "compression.zstd.level", "group.instance.id", "security.protocol", "security.providers",
        "partitioner.adaptive.partitioning.enable", "partitioner.availability.timeout.ms",
    ]);

    private static readonly string[] SecurityPrefixes = ["ssl.", "sasl.", "config.providers"];

    /// <summary>The settings of each kind of client that are applied.</summary>
    private static readonly FrozenSet<string>[] Applied =
    [
        FrozenSet.ToFrozenSet(
        [
            "buffer.memory", "max.block.ms", "max.request.size", "batch.size", "partitioner.class", "partitioner.ignore.keys",
            "transactional.id", "transaction.timeout.ms",
        ]),
        FrozenSet.ToFrozenSet(
        [
            "group.id", "auto.offset.reset", "isolation.level", "max.poll.records", "max.poll.interval.ms", "allow.auto.create.topics",
            "fetch.max.bytes", "max.partition.fetch.bytes",
        ]),
        [],
    ];

    public static void Check(ClientKind kind, IReadOnlyDictionary<string, string> settings, SettingReader reader)
    {
        foreach (var name in settings.Keys)
        {
            if (Applied[(int)kind].Contains(name) || Network.Contains(name))
            {
                continue;
            }

            if (WithoutMeaning.Contains(name) || Array.Exists(SecurityPrefixes, p => name.StartsWith(p, StringComparison.Ordinal)))
            {
                reader.Ignore(name, $"The setting {name} has no effect on the embedded log, which lies inside the process.");
            }
            else
            {
                reader.Ignore(name, $"The setting {name} is not known for this kind of client and is passed over; check its spelling.");
            }
        }
    }

    /// <summary>All findings about the settings, refused ones first.</summary>
    public static IReadOnlyList<ClientSettingFinding> Check(ClientKind kind, IReadOnlyDictionary<string, string> settings)
    {
        var reader = new SettingReader(settings);
        switch (kind)
        {
            case ClientKind.Writer:
                _ = WriterSettings.Read(reader);
                break;
            case ClientKind.Reader:
                _ = ReaderSettings.Read(reader);
                break;
            default:
                break;
        }

        Check(kind, settings, reader);
        return [.. reader.Findings.OrderByDescending(f => f.Severity)];
    }

    /// <summary>Refuses settings that may not be.</summary>
    public static void ThrowIfRefused(SettingReader reader)
    {
        var refused = reader.Findings.Where(f => f.Severity == ClientSettingSeverity.Refused).ToList();
        if (refused.Count > 0)
        {
            throw new BrokerSettingException(refused);
        }
    }
}
