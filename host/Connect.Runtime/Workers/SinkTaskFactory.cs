using System.Diagnostics.Metrics;
using System.Globalization;
using Connect.Abi.Errors;
using Connect.Abi.Sinks;
using Connect.Broker;
using Connect.Configuration;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Connect.Runtime.Sinks;

namespace Connect.Runtime.Workers;

/// <summary>Puts sink tasks together. On the task's thread, since it runs plugin code.</summary>
internal sealed class SinkTaskFactory(
    WorkerServices services, ConnectorFactory connectors, PipelineFactory pipelines, WorkerMetrics workerMetrics)
{
    private static readonly TimeSpan DefaultMaxPollInterval = TimeSpan.FromMinutes(5);

    private readonly DeadLetterFactory deadLetters = new(services, pipelines);

    public SinkTaskBody Create(
        ConnectorTaskId id,
        IReadOnlyDictionary<string, string> connectorSettings,
        IReadOnlyDictionary<string, string> taskSettings,
        TaskControl control)
    {
        var logger = services.LoggerFactory.CreateLogger("Connect.Runtime.WorkerSinkTask");
        var worker = services.Config;
        var connector = SinkConnectorConfig.From(connectorSettings);
        var metrics = workerMetrics.Sink(id);
        var opened = new Opened(logger);
        try
        {
            var instance = opened.Add(connectors.CreateTask(id, connectorSettings, control));
            var task = instance.Value as SinkTask ?? throw new ConnectException(
                $"{instance.Value.GetType()} is the task class of a sink connector, but it is no SinkTask.");
            var taskClassName = ContractNames.Of(task.GetType());
            var pluginMetrics = opened.Add(new Meter($"connect.plugins.{id}"));
            var letters = deadLetters.OfSink(id, connector, control, metrics, opened, logger);
            var consumer = ClientSettings.SinkConsumer(worker, connector, id.Task);
            SettingFindings.Report(services.Broker, ClientKind.Reader, consumer, id, logger);
            var reader = services.Broker.OpenReader(consumer);
            opened.Add(reader, () => PluginWait.For(reader.DisposeAsync()));
            var options = new PipelineOptions
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
            };
            var reports = letters is not null || options.Errors.LogErrors;
            return new SinkTaskBody(
                new SinkTaskParts
                {
                    Id = id,
                    Task = task,
                    TaskClassName = taskClassName,
                    Settings = taskSettings,
                    Context = new SinkTaskContext(
                        () => taskSettings,
                        reports ? new ErrantRecordReporter(new ErrantRecords(options, taskClassName), letters, worker.OffsetFlushTimeout) : null,
                        pluginMetrics,
                        services.LoggerFactory),
                    Pipeline = new SinkPipeline(options, keepRaw: reports),
                    Reader = reader,
                    Topics = connector.Topics,
                    TopicsPattern = connector.TopicsRegex?.Whole,
                    DeadLetters = letters,
                    CommitInterval = worker.OffsetFlushInterval,
                    CommitTimeout = worker.OffsetFlushTimeout,
                    MaxPollInterval = MaxPollInterval(consumer),
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

    private static TimeSpan MaxPollInterval(IReadOnlyDictionary<string, string> consumer) =>
        consumer.TryGetValue("max.poll.interval.ms", out var text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : DefaultMaxPollInterval;
}
