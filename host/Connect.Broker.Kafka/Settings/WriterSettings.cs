using System.Globalization;

namespace Connect.Broker.Kafka.Settings;

/// <summary>Settings of producers.</summary>
internal static class WriterSettings
{
    /// <summary>What a record costs beside its bytes while it waits: librdkafka's message and ours.</summary>
    public const int OverheadBytes = 256;

    private const string NoMessageTimeout = "0";

    public static MappedSettings Apply(Mapping mapping, string servers)
    {
        var transactionalId = mapping.Text("transactional.id");
        ApplyDelivery(mapping, transactionalId);
        ApplyTimeouts(mapping, transactionalId);
        ApplyBatches(mapping);
        ApplyPartitioner(mapping);

        var buffer = mapping.Number("buffer.memory", 0, long.MaxValue, 33_554_432);
        var block = mapping.Number("max.block.ms", 0, long.MaxValue, long.MaxValue);

        // Room is counted here, before a record is handed over, since librdkafka tells a full queue by an error only. Its own bound
        // lies above ours: it counts headers and compressed batches in another way.
        mapping.Set("queue.buffering.max.messages", "0");
        mapping.Set("queue.buffering.max.kbytes", Math.Clamp((buffer / 1024 * 2) + 16_384, 16_384, int.MaxValue));

        // A topic that is not there after this time fails its records, so that a source fails within a minute.
        mapping.Set("topic.metadata.propagation.max.ms", "20000");

        return new MappedSettings
        {
            Client = mapping.Client,
            Findings = [],
            Servers = servers,
            BufferBytes = Math.Max(buffer, 1),
            MaxBlock = block >= uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(block),
            Lingers = mapping.Number("linger.ms", 0, long.MaxValue, 5) > 50,
            IsTransactional = transactionalId is not null,
        };
    }

    private static void ApplyDelivery(Mapping mapping, string? transactionalId)
    {
        var acks = mapping.Choice("acks", "all", "-1", "0", "1") ?? "all";
        mapping.Set("acks", acks == "-1" ? "all" : acks);
        var inFlight = mapping.PassNumber(
            "max.in.flight.requests.per.connection", "max.in.flight.requests.per.connection", 1, int.MaxValue, 1, 1_000_000);
        var retries = mapping.PassNumber("retries", "retries", 0, int.MaxValue, 0, int.MaxValue);
        var idempotent = mapping.Flag("enable.idempotence", otherwise: false);
        if (transactionalId is not null)
        {
            if (mapping.IsGiven("enable.idempotence") && !idempotent)
            {
                mapping.Refuse(
                    "enable.idempotence", "enable.idempotence is 'false', but a transactional.id needs it: set it to true or remove it.");
            }

            idempotent = true;
            mapping.Set("transactional.id", transactionalId);
        }

        if (mapping.Flag("transaction.two.phase.commit.enable", otherwise: false))
        {
            mapping.Refuse(
                "transaction.two.phase.commit.enable",
                "transaction.two.phase.commit.enable is 'true'; the client library has no two-phase commit: remove it.");
        }

        if (idempotent)
        {
            RefuseUnlessIdempotent(mapping, acks, inFlight, retries);
        }

        mapping.Set("enable.idempotence", idempotent ? "true" : "false");
    }

    private static void RefuseUnlessIdempotent(Mapping mapping, string acks, long inFlight, long retries)
    {
        if (acks is not ("all" or "-1"))
        {
            mapping.Refuse("acks", $"acks is '{acks}', but an idempotent producer needs all: set acks=all, or enable.idempotence=false.");
        }

        if (inFlight > 5)
        {
            mapping.Refuse("max.in.flight.requests.per.connection", string.Create(CultureInfo.InvariantCulture,
                $"max.in.flight.requests.per.connection is {inFlight}, but an idempotent producer may have 5 at most."));
        }

        if (retries == 0)
        {
            mapping.Refuse("retries", "retries is 0, but an idempotent producer must be able to retry: set 1 or more, or remove it.");
        }
    }

    private static void ApplyTimeouts(Mapping mapping, string? transactionalId)
    {
        var request = mapping.PassNumber("request.timeout.ms", "request.timeout.ms", 0, int.MaxValue, 1, 900_000);
        var linger = mapping.PassNumber("linger.ms", "linger.ms", 0, long.MaxValue, 0, 900_000);
        var transaction = mapping.Number("transaction.timeout.ms", 1, int.MaxValue, 60_000);
        var delivery = mapping.Number("delivery.timeout.ms", 0, int.MaxValue, int.MaxValue);
        if (delivery < request + linger)
        {
            mapping.Refuse("delivery.timeout.ms", string.Create(CultureInfo.InvariantCulture,
                $"delivery.timeout.ms is {delivery}; it must be at least linger.ms + request.timeout.ms, which is {request + linger}."));
        }

        if (transactionalId is null)
        {
            mapping.Set("message.timeout.ms", delivery == int.MaxValue ? NoMessageTimeout
                : delivery.ToString(CultureInfo.InvariantCulture));
            return;
        }

        // librdkafka ends a record's time with its transaction's, and wants its socket time-out inside it.
        transaction = Math.Max(transaction, 1000);
        mapping.Set("transaction.timeout.ms", transaction);
        mapping.Set("message.timeout.ms", Math.Min(delivery, transaction));
        mapping.Set("socket.timeout.ms", Math.Min(long.Parse(mapping.Client["socket.timeout.ms"], CultureInfo.InvariantCulture), transaction));
        if (linger >= Math.Min(delivery, transaction))
        {
            mapping.Refuse("linger.ms", string.Create(CultureInfo.InvariantCulture,
                $"linger.ms is {linger}; it must be below transaction.timeout.ms, which is {transaction}."));
        }
    }

    private static void ApplyBatches(Mapping mapping)
    {
        var size = mapping.PassNumber("max.request.size", "message.max.bytes", 0, int.MaxValue, 1000, 1_000_000_000);

        // Java's 16 KiB a batch suit its accumulator, not librdkafka's, where a batch is also the unit of a request: only a
        // value that was asked for is passed on.
        if (mapping.IsGiven("batch.size"))
        {
            mapping.PassNumber("batch.size", "batch.size", 0, int.MaxValue, 1, int.MaxValue);
        }
        else
        {
            mapping.Set("batch.size", Math.Min(size, 1_000_000));
        }

        var codec = mapping.Choice("compression.type", "none", "gzip", "snappy", "lz4", "zstd") ?? "none";
        mapping.Set("compression.type", codec);
        PassLevel(mapping, codec, "gzip", -1, 9, 9);
        PassLevel(mapping, codec, "lz4", 1, 17, 12);
        PassLevel(mapping, codec, "zstd", -131_072, 22, 12);
    }

    private static void PassLevel(Mapping mapping, string codec, string of, long min, long max, long clientMax)
    {
        var name = $"compression.{of}.level";
        if (mapping.Text(name) is not null)
        {
            var level = mapping.Number(name, min, max, -1);
            if (codec == of)
            {
                mapping.Set("compression.level", Math.Clamp(level, -1, clientMax));
            }
        }
    }

    private static void ApplyPartitioner(Mapping mapping)
    {
        var partitioner = mapping.Flag("partitioner.ignore.keys", otherwise: false) ? "random" : "murmur2_random";
        if (mapping.Text("partitioner.class") is { } name
            && name != "org.apache.kafka.clients.producer.internals.DefaultPartitioner")
        {
            mapping.Refuse(
                "partitioner.class",
                $"partitioner.class is '{name}'; a Java partitioner can't run here, and without it records would go to other partitions. "
                + "Remove it to partition as Java does by default (murmur2 of the key), or let a transformation set the partition.");
        }

        mapping.Set("partitioner", partitioner);
    }
}
