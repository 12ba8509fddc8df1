using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Sources;
using Connect.Broker;
using Connect.Configuration;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Offsets;
using Connect.Runtime.Sources;
using Connect.Storage;

namespace Connect.Runtime.Workers;

/// <summary>Puts source tasks together. On the task's thread, since it runs plugin code.</summary>
internal sealed class SourceTaskFactory(
    WorkerServices services, ConnectorFactory connectors, PipelineFactory pipelines, WorkerMetrics workerMetrics)
{
    private readonly DeadLetterFactory deadLetters = new(services, pipelines);

    public SourceTaskBody Create(
        ConnectorTaskId id,
        IReadOnlyDictionary<string, string> connectorSettings,
        IReadOnlyDictionary<string, string> taskSettings,
        TaskControl control)
    {
        var logger = services.LoggerFactory.CreateLogger("Connect.Runtime.WorkerSourceTask");
        var worker = services.Config;
        var connector = SourceConnectorConfig.From(connectorSettings, worker.TopicCreationEnable);
        var metrics = workerMetrics.Source(id);
        var opened = new Opened(logger);
        try
        {
            var instance = opened.Add(connectors.CreateTask(id, connectorSettings, control));
            var task = instance.Value as SourceTask ?? throw new ConnectException(
                $"{instance.Value.GetType()} is the task class of a source connector, but it is no SourceTask.");
            var pluginMetrics = opened.Add(new Meter($"connect.plugins.{id}"));
            var producer = ClientSettings.SourceProducer(worker, connector, id.Task);
            SettingFindings.Report(services.Broker, ClientKind.Writer, producer, id, logger);
            var writer = services.Broker.OpenWriter(producer);
            opened.Add(writer, () => PluginWait.For(writer.DisposeAsync()));
            var admin = services.Broker.OpenAdmin(ClientSettings.TopicAdmin(worker, connector, id.Task));
            opened.Add(admin, () => PluginWait.For(admin.DisposeAsync()));
            var letters = deadLetters.OfSource(id, connector, control, metrics, opened);
            var pipeline = new SourcePipeline(new PipelineOptions
            {
                TaskId = id.ToString(),
                Converters = pipelines.Converters(id, connector, opened),
                Transformations = pipelines.Transformations(id, connector, opened),
                Errors = PipelineFactory.Errors(connector),
                Reporters = letters is null ? [] : [letters],
                Counts = metrics.Errors,
                Logger = logger,
                Time = services.Time,
                Stopping = control.Stopping,
            });
            return new SourceTaskBody(
                new SourceTaskParts
                {
                    Id = id,
                    Task = task,
                    TaskClassName = ContractNames.Of(task.GetType()),
                    Settings = taskSettings,
                    Context = new SourceTaskContext(
                        taskSettings, new OffsetStorageReader(services.Offsets, id.Connector, logger), pluginMetrics, services.LoggerFactory),
                    Pipeline = pipeline,
                    Letters = letters,
                    Writer = writer,
                    Topics = new TopicCreator(
                        id, topic => NewTopicFor(connector, topic), admin, services.Listener, logger),
                    Offsets = new SourceOffsetCommitter(
                        id, new OffsetStorageWriter(services.Offsets, id.Connector), worker.OffsetFlushTimeout, services.Time, logger),
                    FlushInterval = worker.OffsetFlushInterval,
                    FlushTimeout = worker.OffsetFlushTimeout,
                    MaxInflightRecords = connector.MaxInflightRecords ?? worker.SourceMaxInflightRecords,
                    MaxInflightBytes = connector.MaxInflightBytes ?? worker.SourceMaxInflightBytes,
                    Metrics = metrics,
                    Listener = services.Listener,
                    Time = services.Time,
                    Logger = logger,
                    Enter = instance.Enter,
                    Close = opened.Close,
                },
                control);
        }
        catch
        {
            opened.Close();
            throw;
        }
    }

    /// <summary>What the connector's groups say of a topic; null where the log is to create it by itself.</summary>
    private static NewTopic? NewTopicFor(SourceConnectorConfig connector, string topic)
    {
        foreach (var group in connector.TopicCreationGroups)
        {
            if (group.IsFor(topic))
            {
                return new NewTopic(
                    topic,
                    group.Partitions > 0 ? group.Partitions : null,
                    group.ReplicationFactor > 0 ? group.ReplicationFactor : null,
                    group.Configs);
            }
        }

        return null;
    }
}
