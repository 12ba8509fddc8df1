namespace Connect.Broker.Kafka.Settings;

/// <summary>What all kinds of client share: identity, connections, metadata, back-off.</summary>
internal static class NetworkSettings
{
    public static void Apply(Mapping mapping)
    {
        mapping.PassText("client.id", "client.id");
        if (mapping.Choice("client.dns.lookup", "use_all_dns_ips", "resolve_canonical_bootstrap_servers_only") is { } lookup)
        {
            mapping.Set("client.dns.lookup", lookup);
        }

        // Java writes -1 for the system's own size, librdkafka 0.
        PassBuffer(mapping, "send.buffer.bytes", "socket.send.buffer.bytes");
        PassBuffer(mapping, "receive.buffer.bytes", "socket.receive.buffer.bytes");
        mapping.PassNumber("request.timeout.ms", "socket.timeout.ms", 0, int.MaxValue, 10, 300_000);
        mapping.PassNumber(
            "socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.ms", 0, long.MaxValue, 1000, int.MaxValue);
        mapping.PassNumber("connections.max.idle.ms", "connections.max.idle.ms", -1, long.MaxValue, 0, int.MaxValue);
        mapping.PassNumber("retry.backoff.ms", "retry.backoff.ms", 0, long.MaxValue, 1, 300_000);
        mapping.PassNumber("retry.backoff.max.ms", "retry.backoff.max.ms", 0, long.MaxValue, 1, 300_000);
        var first = mapping.PassNumber("reconnect.backoff.ms", "reconnect.backoff.ms", 0, long.MaxValue, 0, 3_600_000);
        var most = mapping.PassNumber("reconnect.backoff.max.ms", "reconnect.backoff.max.ms", 0, long.MaxValue, 0, 3_600_000);
        if (most < first)
        {
            // Java takes the first one for good then; librdkafka wants the two in order.
            mapping.Set("reconnect.backoff.max.ms", first);
        }

        var age = mapping.PassNumber(
            "metadata.max.age.ms", "topic.metadata.refresh.interval.ms", 0, long.MaxValue, 10, 3_600_000);
        mapping.Set("metadata.max.age.ms", Math.Min(age * 3, 86_400_000));
        if (mapping.Choice("metadata.recovery.strategy", "none", "rebootstrap") is { } strategy)
        {
            mapping.Set("metadata.recovery.strategy", strategy);
        }

        mapping.PassNumber(
            "metadata.recovery.rebootstrap.trigger.ms", "metadata.recovery.rebootstrap.trigger.ms", 0, int.MaxValue, 0, int.MaxValue);
        if (mapping.Text("enable.metrics.push") is not null)
        {
            mapping.Set("enable.metrics.push", mapping.Flag("enable.metrics.push", otherwise: true) ? "true" : "false");
        }

        // Servers close idle connections all the time; that is no news.
        mapping.Set("log.connection.close", "false");
    }

    private static void PassBuffer(Mapping mapping, string name, string clientName)
    {
        if (mapping.Text(name) is not null)
        {
            var bytes = mapping.Number(name, -1, int.MaxValue, -1);
            mapping.Set(clientName, Math.Clamp(bytes, 0, 100_000_000));
        }
    }
}
