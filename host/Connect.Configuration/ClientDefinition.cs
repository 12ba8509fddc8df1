using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>The settings that Kafka's clients take, with Java's names, types and defaults: what connectors may override.</summary>
public static class ClientDefinition
{
    /// <summary>Of producers.</summary>
    public static ConfigDef Producer { get; } = SaslDefinition.Add(SslDefinition.Add(AddCommon(AddProducer(new ConfigDef()))));

    /// <summary>Of consumers.</summary>
    public static ConfigDef Consumer { get; } = SaslDefinition.Add(SslDefinition.Add(AddCommon(AddConsumer(new ConfigDef()))));

    /// <summary>Of admin clients.</summary>
    public static ConfigDef Admin { get; } = SaslDefinition.Add(SslDefinition.Add(AddCommon(AddAdmin(new ConfigDef()))));

    private static ConfigDef AddProducer(ConfigDef definition) => definition
        .Define("acks", ConfigType.String, "all", Importance.Low,
            "How many copies of a record have to be there before the broker acknowledges it: 0, 1 or all.")
        .Define("batch.size", ConfigType.Int, 16384, Importance.Medium, "How many bytes of records for a partition are sent together at most.")
        .Define("bootstrap.servers", ConfigType.List, ConfigDef.NoDefault, Importance.High,
            "Brokers to find the Kafka cluster by, as host:port with commas between.")
        .Define("buffer.memory", ConfigType.Long, 33554432L, Importance.High, "How many bytes of records may wait to be sent.")
        .Define("client.id", ConfigType.String, "", Importance.Medium, "The name that the brokers know the client by.")
        .Define("compression.gzip.level", ConfigType.Int, -1, Importance.Medium, "How hard gzip tries.")
        .Define("compression.lz4.level", ConfigType.Int, 9, Importance.Medium, "How hard lz4 tries.")
        .Define("compression.type", ConfigType.String, "none", Importance.High, "How records are compressed: none, gzip, snappy, lz4 or zstd.")
        .Define("compression.zstd.level", ConfigType.Int, 3, Importance.Medium, "How hard zstd tries.")
        .Define("connections.max.idle.ms", ConfigType.Long, 540000L, Importance.Medium,
            "When a connection that nobody uses is closed, in milliseconds.")
        .Define("delivery.timeout.ms", ConfigType.Int, 120000, Importance.Medium,
            "How long a record may take from being sent to being acknowledged or given up, in milliseconds.")
        .Define("enable.idempotence", ConfigType.Boolean, true, Importance.Low, "Whether retries can neither double nor reorder records.")
        .Define("enable.metrics.push", ConfigType.Boolean, true, Importance.Low,
            "Whether the client sends figures to the cluster where that asks for them.")
        .Define("interceptor.classes", ConfigType.List, Array.Empty<string>(), Importance.Low,
            "Java classes that see records pass; without effect here.")
        .Define("key.serializer", ConfigType.Class, ConfigDef.NoDefault, Importance.High,
            "The Java class that writes keys; a worker's clients carry bytes.")
        .Define("linger.ms", ConfigType.Long, 5L, Importance.Medium, "How long a record waits for company, in milliseconds.")
        .Define("max.block.ms", ConfigType.Long, 60000L, Importance.Medium,
            "How long sending may block while the buffer is full or the topic unknown, in milliseconds.")
        .Define("max.in.flight.requests.per.connection", ConfigType.Int, 5, Importance.Low, "How many requests may be unanswered on a connection.")
        .Define("max.request.size", ConfigType.Int, 1048576, Importance.Medium, "How many bytes a request holds at most, and so a record.")
        .Define("metadata.max.idle.ms", ConfigType.Long, 300000L, Importance.Low, "When a topic that nobody writes to is forgotten, in milliseconds.")
        .Define("partitioner.adaptive.partitioning.enable", ConfigType.Boolean, true, Importance.Low,
            "Whether records without key go rather to partitions that are quick.")
        .Define("partitioner.availability.timeout.ms", ConfigType.Long, 0L, Importance.Low,
            "When a partition that takes no records is passed over, in milliseconds; 0 for never.")
        .Define("partitioner.class", ConfigType.Class, null, Importance.Medium, "The Java class that chooses partitions.")
        .Define("partitioner.ignore.keys", ConfigType.Boolean, false, Importance.Medium, "Whether keys have no say in the choice of a partition.")
        .Define("receive.buffer.bytes", ConfigType.Int, 32768, Importance.Medium, "The size of TCP's receive buffer; -1 for the system's.")
        .Define("retries", ConfigType.Int, int.MaxValue, Importance.High, "How often a request that failed for a while is sent again.")
        .Define("transaction.timeout.ms", ConfigType.Int, 60000, Importance.Low,
            "How long a transaction may last before the coordinator aborts it, in milliseconds.")
        .Define("transaction.two.phase.commit.enable", ConfigType.Boolean, false, Importance.Low,
            "Whether transactions are part of somebody else's two-phase commit.")
        .Define("transactional.id", ConfigType.String, null, Importance.Low, "The name that a producer's transactions go by, across restarts.")
        .Define("value.serializer", ConfigType.Class, ConfigDef.NoDefault, Importance.High,
            "The Java class that writes values; a worker's clients carry bytes.");

    private static ConfigDef AddConsumer(ConfigDef definition) => definition
        .Define("allow.auto.create.topics", ConfigType.Boolean, true, Importance.Medium,
            "Whether reading a topic that is not there may make the broker create it.")
        .Define("auto.commit.interval.ms", ConfigType.Int, 5000, Importance.Low,
            "How often offsets are committed where enable.auto.commit is true, in milliseconds.")
        .Define("auto.offset.reset", ConfigType.String, "latest", Importance.Medium,
            "Where to begin without a committed offset: earliest, latest, none or by_duration:DURATION.")
        .Define("bootstrap.servers", ConfigType.List, ConfigDef.NoDefault, Importance.High,
            "Brokers to find the Kafka cluster by, as host:port with commas between.")
        .Define("check.crcs", ConfigType.Boolean, true, Importance.Low, "Whether the check sums of what is read are looked at.")
        .Define("client.id", ConfigType.String, "", Importance.Low, "The name that the brokers know the client by.")
        .Define("client.rack", ConfigType.String, "", Importance.Low, "Where the client stands, so that a replica near it can be read from.")
        .Define("connections.max.idle.ms", ConfigType.Long, 540000L, Importance.Medium,
            "When a connection that nobody uses is closed, in milliseconds.")
        .Define("default.api.timeout.ms", ConfigType.Int, 60000, Importance.Medium,
            "How long a call may take where it names no time of its own, in milliseconds.")
        .Define("enable.auto.commit", ConfigType.Boolean, true, Importance.Medium,
            "Whether the client commits offsets by itself; a sink's task does it in its place.")
        .Define("enable.metrics.push", ConfigType.Boolean, true, Importance.Low,
            "Whether the client sends figures to the cluster where that asks for them.")
        .Define("exclude.internal.topics", ConfigType.Boolean, true, Importance.Medium, "Whether a pattern for topics passes over Kafka's own.")
        .Define("fetch.max.bytes", ConfigType.Int, 52428800, Importance.Medium, "How many bytes a broker answers at most at once.")
        .Define("fetch.max.wait.ms", ConfigType.Int, 500, Importance.Low, "How long a broker waits for fetch.min.bytes, in milliseconds.")
        .Define("fetch.min.bytes", ConfigType.Int, 1, Importance.High, "How many bytes a broker waits for before it answers.")
        .Define("group.id", ConfigType.String, null, Importance.High, "The group that the consumer belongs to.")
        .Define("group.instance.id", ConfigType.String, null, Importance.Medium,
            "The name of a static member, which may come back without a rebalance.")
        .Define("group.protocol", ConfigType.String, "classic", Importance.High, "How the group is run: classic or consumer.")
        .Define("group.remote.assignor", ConfigType.String, null, Importance.Medium,
            "Which of the brokers' ways shares out partitions, with group.protocol=consumer.")
        .Define("heartbeat.interval.ms", ConfigType.Int, 3000, Importance.High, "How often the consumer shows that it is there, in milliseconds.")
        .Define("interceptor.classes", ConfigType.List, Array.Empty<string>(), Importance.Low,
            "Java classes that see records pass; without effect here.")
        .DefineInternal("internal.throw.on.fetch.stable.offset.unsupported", ConfigType.Boolean, false, Importance.Low)
        .Define("isolation.level", ConfigType.String, "read_uncommitted", Importance.Medium,
            "Which records are read: read_uncommitted or read_committed.")
        .Define("key.deserializer", ConfigType.Class, ConfigDef.NoDefault, Importance.High,
            "The Java class that reads keys; a worker's clients carry bytes.")
        .Define("max.partition.fetch.bytes", ConfigType.Int, 1048576, Importance.High,
            "How many bytes of a partition a broker answers at most at once.")
        .Define("max.poll.interval.ms", ConfigType.Int, 300000, Importance.Medium,
            "How long a member may go without polling before its group gives its partitions to others, in milliseconds.")
        .Define("max.poll.records", ConfigType.Int, 500, Importance.Medium, "How many records are handed out at once at most.")
        .Define("partition.assignment.strategy", ConfigType.List, 
            new[] { "class org.apache.kafka.clients.consumer.RangeAssignor", "class org.apache.kafka.clients.consumer.CooperativeStickyAssignor" },
            Importance.Medium,
            "How a classic group shares out partitions.")
        .Define("receive.buffer.bytes", ConfigType.Int, 65536, Importance.Medium, "The size of TCP's receive buffer; -1 for the system's.")
        .Define("session.timeout.ms", ConfigType.Int, 45000, Importance.High,
            "How long a member may show no sign of life before its group goes on without it, in milliseconds.")
        .Define("share.acknowledgement.mode", ConfigType.String, "implicit", Importance.Medium,
            "How a share group's records are acknowledged: implicit or explicit.")
        .Define("share.acquire.mode", ConfigType.String, "BATCH_OPTIMIZED", Importance.Medium,
            "How a share group's records are fetched: batch_optimized or record_limit.")
        .Define("value.deserializer", ConfigType.Class, ConfigDef.NoDefault, Importance.High,
            "The Java class that reads values; a worker's clients carry bytes.");

    private static ConfigDef AddAdmin(ConfigDef definition) => definition
        .Define("bootstrap.controllers", ConfigType.List, Array.Empty<string>(), Importance.High,
            "KRaft controllers to ask in place of brokers, as host:port with commas between.")
        .Define("bootstrap.servers", ConfigType.List, Array.Empty<string>(), Importance.High,
            "Brokers to find the Kafka cluster by, as host:port with commas between.")
        .Define("client.id", ConfigType.String, "", Importance.Medium, "The name that the brokers know the client by.")
        .Define("connections.max.idle.ms", ConfigType.Long, 300000L, Importance.Medium,
            "When a connection that nobody uses is closed, in milliseconds.")
        .Define("default.api.timeout.ms", ConfigType.Int, 60000, Importance.Medium,
            "How long a call may take where it names no time of its own, in milliseconds.")
        .Define("enable.metrics.push", ConfigType.Boolean, false, Importance.Low,
            "Whether the client sends figures to the cluster where that asks for them.")
        .Define("receive.buffer.bytes", ConfigType.Int, 65536, Importance.Medium, "The size of TCP's receive buffer; -1 for the system's.")
        .Define("retries", ConfigType.Int, int.MaxValue, Importance.Low, "How often a request that failed for a while is sent again.");

    private static ConfigDef AddCommon(ConfigDef definition) => definition
        .Define("client.dns.lookup", ConfigType.String, "use_all_dns_ips", Importance.Medium,
            "How Java's clients look up brokers; without effect here.")
        .Define("config.providers", ConfigType.List, Array.Empty<string>(), Importance.Low,
            "Names of config providers of the client's own; the worker's serve here.")
        .Define("metadata.max.age.ms", ConfigType.Long, 300000L, Importance.Low,
            "When what is known about topics and brokers is asked for again, in milliseconds.")
        .Define("metadata.recovery.rebootstrap.trigger.ms", ConfigType.Long, 300000L, Importance.Low,
            "How long no broker may answer before the bootstrap servers are asked again, in milliseconds.")
        .Define("metadata.recovery.strategy", ConfigType.String, "rebootstrap", Importance.Low,
            "What to do when no known broker answers: none or rebootstrap.")
        .Define("metric.reporters", ConfigType.List, new[] { "org.apache.kafka.common.metrics.JmxReporter" }, Importance.Low,
            "Java classes that publish figures; without effect here.")
        .Define("metrics.num.samples", ConfigType.Int, 2, Importance.Low, "How many spans a sampled figure is taken over.")
        .Define("metrics.recording.level", ConfigType.String, "INFO", Importance.Low, "How much is measured: INFO, DEBUG or TRACE.")
        .Define("metrics.sample.window.ms", ConfigType.Long, 30000L, Importance.Low, "How long such a span is, in milliseconds.")
        .Define("reconnect.backoff.max.ms", ConfigType.Long, 1000L, Importance.Low,
            "How long the wait before connecting again grows at most, in milliseconds.")
        .Define("reconnect.backoff.ms", ConfigType.Long, 50L, Importance.Low, "How long to wait before connecting again, in milliseconds.")
        .Define("request.timeout.ms", ConfigType.Int, 30000, Importance.Medium, "How long an answer may take, in milliseconds.")
        .Define("retry.backoff.max.ms", ConfigType.Long, 1000L, Importance.Low,
            "How long the wait before trying again grows at most, in milliseconds.")
        .Define("retry.backoff.ms", ConfigType.Long, 100L, Importance.Low, "How long to wait before trying again, in milliseconds.")
        .Define("security.protocol", ConfigType.String, "PLAINTEXT", Importance.Medium,
            "How to talk to brokers: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.")
        .Define("security.providers", ConfigType.String, null, Importance.Low, "Java classes that provide security; without effect here.")
        .Define("send.buffer.bytes", ConfigType.Int, 131072, Importance.Medium, "The size of TCP's send buffer; -1 for the system's.")
        .Define("socket.connection.setup.timeout.max.ms", ConfigType.Long, 30000L, Importance.Medium,
            "How long the time for connecting grows at most, in milliseconds.")
        .Define("socket.connection.setup.timeout.ms", ConfigType.Long, 10000L, Importance.Medium, "How long connecting may take, in milliseconds.");
}
