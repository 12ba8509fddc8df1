namespace Connect.Broker.Embedded.Settings;

/// <summary>A writer's settings, parsed.</summary>
internal sealed record WriterSettings(
    long BufferMemory,
    TimeSpan MaxBlock,
    int MaxRequestSize,
    int BatchSize,
    Partitioning Partitioning,
    string? TransactionalId,
    TimeSpan TransactionTimeout)
{
    private const int MaximalTransactionTimeout = 900_000;
    private const string RoundRobin = "org.apache.kafka.clients.producer.RoundRobinPartitioner";

    public static WriterSettings Read(SettingReader reader)
    {
        // Acknowledgements come after the commit whatever is asked for; the value is still checked.
        _ = reader.Choice("acks", "all", "all", "-1", "0", "1");
        _ = reader.Flag("enable.idempotence", fallback: false);
        return new WriterSettings(
            reader.Number("buffer.memory", 33_554_432, 0),
            reader.Milliseconds("max.block.ms", long.MaxValue),
            reader.Integer("max.request.size", 1_048_576, 0),
            reader.Integer("batch.size", 16_384, 0),
            ReadPartitioning(reader),
            reader.Text("transactional.id"),
            TimeSpan.FromMilliseconds(reader.Number("transaction.timeout.ms", 60_000, 1, MaximalTransactionTimeout)));
    }

    private static Partitioning ReadPartitioning(SettingReader reader)
    {
        var ignoreKeys = reader.Flag("partitioner.ignore.keys", fallback: false);
        switch (reader.Text("partitioner.class"))
        {
            case null:
                return ignoreKeys ? Partitioning.Sticky : Partitioning.KeyHash;
            case RoundRobin:
                return Partitioning.RoundRobin;
            case var other:
                reader.Refuse(
                    "partitioner.class",
                    $"The setting partitioner.class names '{other}', which is not known here. Allowed is {RoundRobin}; "
                    + "without the setting, keys choose the partition by their murmur2 hash.");
                return Partitioning.KeyHash;
        }
    }
}

/// <summary>How a record without a partition gets one.</summary>
internal enum Partitioning
{
    /// <summary>By the key's hash; without a key as <see cref="Sticky"/>.</summary>
    KeyHash,

    /// <summary>One partition until a batch is full, then another one.</summary>
    Sticky,

    /// <summary>One after the other.</summary>
    RoundRobin,
}
