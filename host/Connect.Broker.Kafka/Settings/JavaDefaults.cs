using System.Collections.Frozen;

namespace Connect.Broker.Kafka.Settings;

/// <summary>The defaults that hold here: Connect's, else the Java clients'.</summary>
internal static class JavaDefaults
{
    private static readonly KeyValuePair<string, string>[] Shared =
    [
        new("request.timeout.ms", "30000"),
        new("metadata.max.age.ms", "300000"),
        new("retry.backoff.ms", "100"),
        new("retry.backoff.max.ms", "1000"),

        // Not Java's 50 and 1000: while no server answers, librdkafka keeps beginning anew with the first of them, which would cost a
        // thirtieth of a processor a client.
        new("reconnect.backoff.ms", "1000"),
        new("reconnect.backoff.max.ms", "5000"),
        new("socket.connection.setup.timeout.ms", "10000"),
        new("connections.max.idle.ms", "540000"),
        new("security.protocol", "PLAINTEXT"),
    ];

    private static readonly FrozenDictionary<string, string> Writer = Merge(
    [
        new("acks", "all"),
        new("enable.idempotence", "false"),
        new("max.in.flight.requests.per.connection", "1"),
        new("delivery.timeout.ms", "2147483647"),
        new("max.block.ms", "9223372036854775807"),
        new("buffer.memory", "33554432"),
        new("max.request.size", "1048576"),
        new("linger.ms", "5"),
        new("retries", "2147483647"),
        new("compression.type", "none"),
        new("transaction.timeout.ms", "60000"),
    ]);

    private static readonly FrozenDictionary<string, string> Reader = Merge(
    [
        new("auto.offset.reset", "earliest"),
        new("max.poll.records", "500"),
        new("partition.assignment.strategy", "org.apache.kafka.clients.consumer.RangeAssignor"),
        new("allow.auto.create.topics", "true"),
        new("isolation.level", "read_uncommitted"),
        new("check.crcs", "true"),
        new("fetch.min.bytes", "1"),
        new("fetch.max.bytes", "52428800"),
        new("fetch.max.wait.ms", "500"),
        new("max.partition.fetch.bytes", "1048576"),
        new("session.timeout.ms", "45000"),
        new("heartbeat.interval.ms", "3000"),
        new("max.poll.interval.ms", "300000"),
        new("default.api.timeout.ms", "60000"),
    ]);

    private static readonly FrozenDictionary<string, string> Admin = Merge([new("default.api.timeout.ms", "60000")]);

    public static IReadOnlyDictionary<string, string> Of(ClientKind kind) => kind switch
    {
        ClientKind.Writer => Writer,
        ClientKind.Reader => Reader,
        _ => Admin,
    };

    private static FrozenDictionary<string, string> Merge(ReadOnlySpan<KeyValuePair<string, string>> own)
    {
        var all = new Dictionary<string, string>(Shared, StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            all[name] = value;
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
