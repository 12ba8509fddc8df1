using Connect.Broker;
using Connect.Configuration;
using Connect.Pipeline;
using Connect.Runtime.Lifecycle;
using Connect.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Opens what keeps a task's dead letters, and makes their topic where it is missing.</summary>
internal sealed class DeadLetterFactory(WorkerServices services, PipelineFactory pipelines)
{
    /// <summary>A sink's; null where it keeps none.</summary>
    public DeadLetterQueue? OfSink(
        ConnectorTaskId id, SinkConnectorConfig connector, TaskControl control, TaskMetrics metrics, Opened opened, ILogger logger)
    {
        if (connector.DeadLetters is not { } wanted)
        {
            return null;
        }

        var (options, writer) = Open(id, connector, wanted, control, metrics, opened);
        return new DeadLetterQueue(options, writer, logger, control.Stopping);
    }

    /// <summary>A source's; null where it keeps none. Without tolerance the record that fails is polled again: it needs no letter.</summary>
    public SourceDeadLetters? OfSource(ConnectorTaskId id, SourceConnectorConfig connector, TaskControl control, TaskMetrics metrics, Opened opened)
    {
        if (connector.DeadLetters is not { } wanted || connector.Errors.Tolerance != ErrorTolerance.All)
        {
            return null;
        }

        var (options, writer) = Open(id, connector, wanted, control, metrics, opened);
        return new SourceDeadLetters(options, pipelines.DeadLetterConverter(id, opened), writer, control.Stopping);
    }

    private (DeadLetterQueueOptions Options, IRecordWriter Writer) Open(
        ConnectorTaskId id, ConnectorConfig connector, DeadLetterSettings wanted, TaskControl control, TaskMetrics metrics, Opened opened)
    {
        var options = new DeadLetterQueueOptions(wanted.Topic, wanted.ReplicationFactor, wanted.ContextHeaders, id.Connector, id.Task)
        {
            Hide = services.Hide,
            Counts = metrics.Errors,
        };
        var admin = services.Broker.OpenAdmin(ClientSettings.DeadLetterAdmin(services.Config, connector));
        opened.Add(admin, () => PluginWait.For(admin.DisposeAsync()));
        PluginWait.For(DeadLetterQueue.EnsureTopicAsync(options, admin, control.Stopping));
        var writer = services.Broker.OpenWriter(ClientSettings.DeadLetterProducer(services.Config, connector, id.Task));
        opened.Add(writer, () => PluginWait.For(writer.DisposeAsync()));
        return (options, writer);
    }
}
