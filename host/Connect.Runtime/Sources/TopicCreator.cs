using Connect.Abi.Errors;
using Connect.Broker;
using Connect.Runtime.Lifecycle;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>
/// Sees that a topic is there before the first record goes to it: by the connector's <c>topic.creation.*</c> groups, else by the
/// log's own automatic creation. On the task's thread.
/// </summary>
internal sealed partial class TopicCreator(
    ConnectorTaskId id,
    Func<string, NewTopic?> newTopicFor,
    IBrokerAdmin admin,
    IRunListener listener,
    ILogger logger)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private string? lastTopic;

    /// <summary>Creates the topic where it is missing and the connector's settings say how.</summary>
    /// <param name="topic">The topic of the record at hand.</param>
    /// <param name="cancellationToken">The task's token.</param>
    /// <exception cref="ConnectException">It can't be created.</exception>
    public void Ensure(string topic, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(topic, lastTopic))
        {
            return;
        }

        if (known.Add(topic))
        {
            try
            {
                PluginWait.For(CreateAsync(topic, cancellationToken));
            }
            catch
            {
                known.Remove(topic);
                throw;
            }

            listener.OnTopic(id, topic);
        }

        lastTopic = topic;
    }

    private async ValueTask CreateAsync(string topic, CancellationToken cancellationToken)
    {
        if (newTopicFor(topic) is not { } wanted)
        {
            return;
        }

        try
        {
            var existing = await admin.DescribeTopicsAsync([topic], cancellationToken);
            if (existing.Count > 0)
            {
                return;
            }

            if (await admin.CreateTopicAsync(wanted, cancellationToken))
            {
                Log.Created(logger, id, topic, wanted.Partitions, wanted.ReplicationFactor);
            }
        }
        catch (BrokerException error) when (error.Code is BrokerErrorCode.NotAuthorized or BrokerErrorCode.NotSupported)
        {
            // As Java's worker: the log may create it by itself when it is written to.
            Log.NotAllowed(logger, id, topic, error.Message);
        }
        catch (BrokerException error)
        {
            throw new ConnectException(
                $"Topic {topic} can't be created with the topic.creation settings of connector {id.Connector}: {error.Message}", error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 430, Level = LogLevel.Information, Message = "Task {Task} created topic {Topic} with {Partitions} partitions, replication factor {ReplicationFactor}")]
        public static partial void Created(ILogger logger, ConnectorTaskId task, string topic, int? partitions, short? replicationFactor);

        [LoggerMessage(EventId = 431, Level = LogLevel.Warning, Message = "Task {Task} may not create topic {Topic} and leaves it to the log: {Reason}")]
        public static partial void NotAllowed(ILogger logger, ConnectorTaskId task, string topic, string reason);
    }
}
