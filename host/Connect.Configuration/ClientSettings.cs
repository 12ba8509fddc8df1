using System.Globalization;

namespace Connect.Configuration;

/// <summary>
/// Builds the settings of Kafka clients under Java's names: Connect's defaults, then the worker's settings under <c>producer.</c>,
/// <c>consumer.</c> or <c>admin.</c>, then the connector's overrides. Whether it may override them is for the policy to say before.
/// </summary>
public static class ClientSettings
{
    private const string ClientId = "client.id";
    private const string GroupId = "group.id";

    // What a worker's file may say without prefix for its admin clients, and Java passes on to them.
    private static readonly string[] Common =
    [
        WorkerSettings.BootstrapServers, WorkerSettings.ClientDnsLookup, ClientId, "request.timeout.ms", "default.api.timeout.ms", "retries",
        "retry.backoff.ms", "retry.backoff.max.ms", "security.protocol", "security.providers", "send.buffer.bytes", "receive.buffer.bytes",
        "reconnect.backoff.ms", "reconnect.backoff.max.ms", "socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.max.ms",
        "connections.max.idle.ms", "metadata.max.age.ms", "metadata.recovery.strategy", "metadata.recovery.rebootstrap.trigger.ms",
        "enable.metrics.push", "auto.include.jmx.reporter", "bootstrap.controllers",
    ];

    internal static IReadOnlyList<string> CommonNames => Common;

    /// <summary>The consumer group of a sink, unless it overrides it.</summary>
    /// <param name="connector">The connector's name.</param>
    public static string SinkGroup(string connector) => "connect-" + connector;

    /// <summary>The producer of a source task.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="task">The task's number.</param>
    public static IReadOnlyDictionary<string, string> SourceProducer(WorkerConfig worker, ConnectorConfig connector, int task) =>
        Producer(worker, connector, TaskId("connector-producer-", connector, task));

    /// <summary>The producer of a task's dead letters.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="task">The task's number.</param>
    public static IReadOnlyDictionary<string, string> DeadLetterProducer(WorkerConfig worker, ConnectorConfig connector, int task) =>
        Producer(worker, connector, TaskId("connector-dlq-producer-", connector, task));

    /// <summary>The consumer of a sink task.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="task">The task's number.</param>
    public static IReadOnlyDictionary<string, string> SinkConsumer(WorkerConfig worker, ConnectorConfig connector, int task)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [GroupId] = SinkGroup(connector.Name),
            [ClientId] = TaskId("connector-consumer-", connector, task),
            [WorkerSettings.BootstrapServers] = worker.BootstrapServers,
            ["enable.auto.commit"] = "false",
            ["auto.offset.reset"] = "earliest",
        };
        Add(settings, Prefixed.Of(worker.Settings, "consumer."));
        Add(settings, connector.ConsumerOverrides);
        return settings;
    }

    /// <summary>The admin client that makes a source task's topics.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    /// <param name="task">The task's number.</param>
    public static IReadOnlyDictionary<string, string> TopicAdmin(WorkerConfig worker, ConnectorConfig connector, int task) =>
        Admin(worker, connector, TaskId("connector-adminclient-", connector, task));

    /// <summary>The admin client that makes the topic for dead letters.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    public static IReadOnlyDictionary<string, string> DeadLetterAdmin(WorkerConfig worker, ConnectorConfig connector) =>
        Admin(worker, connector, "connector-dlq-adminclient-");

    /// <summary>The admin client that reads and changes a sink's offsets.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="connector">The connector.</param>
    public static IReadOnlyDictionary<string, string> ConnectorAdmin(WorkerConfig worker, ConnectorConfig connector) =>
        Admin(worker, connector, "connector-worker-adminclient-" + connector.Name);

    /// <summary>The worker's own admin client, which asks for the cluster's id.</summary>
    /// <param name="worker">The worker.</param>
    public static IReadOnlyDictionary<string, string> WorkerAdmin(WorkerConfig worker) => Admin(worker, null, "connect-worker-adminclient");

    private static Dictionary<string, string> Producer(WorkerConfig worker, ConnectorConfig connector, string clientId)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [WorkerSettings.BootstrapServers] = worker.BootstrapServers,
            ["max.block.ms"] = long.MaxValue.ToString(CultureInfo.InvariantCulture),
            ["enable.idempotence"] = "false",
            ["acks"] = "all",
            ["max.in.flight.requests.per.connection"] = "1",
            ["delivery.timeout.ms"] = int.MaxValue.ToString(CultureInfo.InvariantCulture),
            [ClientId] = clientId,
        };
        Add(settings, Prefixed.Of(worker.Settings, "producer."));
        Add(settings, connector.ProducerOverrides);
        return settings;
    }

    private static Dictionary<string, string> Admin(WorkerConfig worker, ConnectorConfig? connector, string clientId)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [ClientId] = clientId };
        foreach (var (name, value) in worker.Settings)
        {
            if (Array.IndexOf(Common, name) >= 0 ||
                name.StartsWith("sasl.", StringComparison.Ordinal) ||
                (name.StartsWith("ssl.", StringComparison.Ordinal) && name != WorkerSettings.SslClientAuth))
            {
                settings[name] = value;
            }
        }

        settings[WorkerSettings.BootstrapServers] = worker.BootstrapServers;
        var admin = Prefixed.Of(worker.Settings, "admin.");
        foreach (var (name, value) in admin)
        {
            // admin.listeners is REST's, and only looks like one of these.
            if (name != "listeners" && !name.StartsWith("listeners.", StringComparison.Ordinal))
            {
                settings[name] = value;
            }
        }

        if (connector is not null)
        {
            Add(settings, connector.AdminOverrides);
        }

        return settings;
    }

    private static string TaskId(string prefix, ConnectorConfig connector, int task) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{connector.Name}-{task}");

    private static void Add(Dictionary<string, string> settings, IReadOnlyDictionary<string, string> more)
    {
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
    }
}
