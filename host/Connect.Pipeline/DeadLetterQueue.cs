using System.Globalization;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.DeadLetters;
using Microsoft.Extensions.Logging;

namespace Connect.Pipeline;

/// <summary>
/// Keeps failed records as they were consumed in a topic of their own. A record counts as settled only when its dead letter is in the
/// log: <see cref="FlushAsync"/> comes before offsets move. Reports come from the task's thread or a sink's; deliveries from the writer's.
/// </summary>
public sealed partial class DeadLetterQueue : IErrorReporter, IDeliveryListener
{
    private readonly DeadLetterQueueOptions options;
    private readonly IRecordWriter writer;
    private readonly ILogger logger;
    private readonly CancellationToken stopping;
    private volatile BrokerException? failure;

    /// <summary>Makes one.</summary>
    /// <param name="options">Where letters go.</param>
    /// <param name="writer">Writes them; owned by the caller.</param>
    /// <param name="logger">For letters that can't be written.</param>
    /// <param name="stopping">Cancelled when the task stops.</param>
    public DeadLetterQueue(DeadLetterQueueOptions options, IRecordWriter writer, ILogger logger, CancellationToken stopping)
    {
        this.options = options;
        this.writer = writer;
        this.logger = logger;
        this.stopping = stopping;
    }

    /// <summary>Creates the topic where it is missing, with one partition.</summary>
    /// <param name="options">Where letters go.</param>
    /// <param name="admin">Creates it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectException">It can't be created.</exception>
    public static async ValueTask EnsureTopicAsync(DeadLetterQueueOptions options, IBrokerAdmin admin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(admin);
        try
        {
            var existing = await admin.DescribeTopicsAsync([options.Topic], cancellationToken);
            if (existing.Count == 0)
            {
                await admin.CreateTopicAsync(
                    new NewTopic(options.Topic, 1, options.ReplicationFactor, new Dictionary<string, string>()), cancellationToken);
            }
        }
        catch (BrokerException error)
        {
            throw new ConnectException(
                $"The dead letter queue's topic {options.Topic} can't be created with errors.deadletterqueue.topic.replication.factor="
                + $"{options.ReplicationFactor.ToString(CultureInfo.InvariantCulture)}: {error.Message}",
                error);
        }
    }

    /// <inheritdoc/>
    public void Report(in ErrorReport report)
    {
        if (report.Consumed is not { } consumed)
        {
            return;
        }

        options.Counts.Letter();
        Span<OutgoingRecord> letter =
        [
            new OutgoingRecord
            {
                Topic = options.Topic,
                Key = consumed.Key?.ToArray(),
                Value = consumed.Value?.ToArray(),
                Timestamp = consumed.Timestamp >= 0 ? consumed.Timestamp : null,
                Headers = Headers(report, consumed),
                Tag = consumed.TopicPartition,
            },
        ];
        if (writer.Write(letter, this, stopping) == 0)
        {
            // The task stops: without its letter the record must not count as settled, and is read again.
            throw new OperationCanceledException(stopping);
        }
    }

    /// <summary>Waits until all letters so far are in the log.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectException">One could not be written, or the time ran out: offsets must not move.</exception>
    public async ValueTask FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!await writer.FlushAsync(timeout, cancellationToken))
        {
            throw new ConnectException(string.Create(
                CultureInfo.InvariantCulture,
                $"Dead letters for topic {options.Topic} were not acknowledged within {timeout.TotalSeconds:0.#} s; offsets are not committed."));
        }

        if (failure is { } error)
        {
            throw new ConnectException($"A dead letter could not be written to topic {options.Topic}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
    {
    }

    /// <inheritdoc/>
    public void OnFailed(object? tag, string topic, BrokerException error)
    {
        failure = error;
        options.Counts.LetterFailed();
        Log.LetterLost(logger, topic, tag?.ToString() ?? string.Empty, error);
    }

    private List<LogHeader> Headers(in ErrorReport report, in ConsumedRecord consumed)
    {
        var headers = new List<LogHeader>(10 + (consumed.Headers?.Count ?? 0));
        foreach (var header in consumed.Headers ?? [])
        {
            headers.Add(new LogHeader(header.Key, header.Value is { } value ? (ReadOnlyMemory<byte>?)value.ToArray() : null));
        }

        if (options.ContextHeaders)
        {
            LetterContext.Add(headers, options, report, consumed.TopicPartition.Topic, consumed.TopicPartition.Partition, consumed.Offset);
        }

        return headers;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 310, Level = LogLevel.Error, Message = "Could not write a dead letter for {Origin} to topic {Topic}")]
        public static partial void LetterLost(ILogger logger, string topic, string origin, Exception error);
    }
}
