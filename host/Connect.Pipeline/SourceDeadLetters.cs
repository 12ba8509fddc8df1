using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Pipeline.DeadLetters;

namespace Connect.Pipeline;

/// <summary>
/// Keeps a source's failed records in a topic of their own, as they were polled: as JSON, since no bytes of them were ever in the log.
/// A record is settled when its dead letter is in the log, which is told to whoever is attached. Thread-safe.
/// </summary>
public sealed class SourceDeadLetters : IErrorReporter, IDeliveryListener
{
    private readonly Lock gate = new();
    private readonly DeadLetterQueueOptions options;
    private readonly LetterRendering rendering;
    private readonly IRecordWriter writer;
    private readonly CancellationToken stopping;
    private Action<object?> written = static _ => { };
    private Action<ConnectException> lost = static _ => { };

    /// <summary>Makes one.</summary>
    /// <param name="options">Where letters go.</param>
    /// <param name="json">Writes JSON without schemas; used by nobody else, owned by the caller.</param>
    /// <param name="writer">Writes them; owned by the caller.</param>
    /// <param name="stopping">Cancelled when the task stops.</param>
    public SourceDeadLetters(DeadLetterQueueOptions options, IConverter json, IRecordWriter writer, CancellationToken stopping)
    {
        this.options = options;
        this.writer = writer;
        this.stopping = stopping;
        rendering = new LetterRendering(json);
    }

    /// <summary>Says whom to tell; before the first report.</summary>
    /// <param name="onWritten">Given a record's mark once its letter is in the log; on the writer's thread, must not block.</param>
    /// <param name="onLost">Told that a letter could not be written, which is to fail the task; on the writer's thread, must not block.</param>
    public void Attach(Action<object?> onWritten, Action<ConnectException> onLost)
    {
        written = onWritten;
        lost = onLost;
    }

    /// <inheritdoc/>
    public void Report(in ErrorReport report)
    {
        if (report.Polled is not { } record)
        {
            return;
        }

        options.Counts.Letter();

        // The task's thread reports what it can't convert, another one what the log refused.
        lock (gate)
        {
            Span<OutgoingRecord> letter =
            [
                new OutgoingRecord
                {
                    Topic = options.Topic,
                    Key = rendering.Render(options.Topic, record.KeySchema, record.Key),
                    Value = rendering.Render(options.Topic, record.ValueSchema, record.Value),
                    Timestamp = record.Timestamp,
                    Headers = Headers(report, record),
                    Tag = report.Tag,
                },
            ];
            writer.Write(letter, this, stopping);
        }
    }

    /// <summary>Waits until all letters so far are in the log, or lost.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>False when the time ran out.</returns>
    public ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken) => writer.FlushAsync(timeout, cancellationToken);

    /// <inheritdoc/>
    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp) => written(tag);

    /// <inheritdoc/>
    public void OnFailed(object? tag, string topic, BrokerException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        options.Counts.LetterFailed();
        lost(new ConnectException(
            $"A dead letter could not be written to topic {options.Topic} (errors.deadletterqueue.topic.name); "
            + $"the offset of its record is not committed, so that it is read again: {error.Message}",
            error));
    }

    private List<LogHeader> Headers(in ErrorReport report, SourceRecord record)
    {
        var headers = new List<LogHeader>();
        if (record.HasHeaders)
        {
            foreach (var header in record.Headers)
            {
                // The cast matters: a null array would become empty memory.
                headers.Add(new LogHeader(
                    header.Key, rendering.Render(options.Topic, header.Schema, header.Value) is { } bytes ? (ReadOnlyMemory<byte>?)bytes : null));
            }
        }

        if (options.ContextHeaders)
        {
            LetterContext.Add(headers, options, report, report.TargetTopic ?? record.Topic, null, null);
            AddPlace(headers, LetterHeaders.SourcePartition, record.SourcePartition);
            AddPlace(headers, LetterHeaders.SourceOffset, record.SourceOffset);
        }

        return headers;
    }

    private void AddPlace(List<LogHeader> headers, string key, IReadOnlyDictionary<string, object?>? place)
    {
        if (rendering.Render(options.Topic, null, place) is { } text)
        {
            LetterContext.Add(headers, key, options.Hide(Encoding.UTF8.GetString(text)));
        }
    }
}
