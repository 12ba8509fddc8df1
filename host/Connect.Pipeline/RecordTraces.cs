using System.Diagnostics;
using System.Globalization;
using System.Text;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Pipeline;

/// <summary>
/// Spans of records' ways, joined to those of others by the W3C headers <c>traceparent</c> and <c>tracestate</c> in the records. Costs a look at a
/// field where nobody listens.
/// </summary>
public static class RecordTraces
{
    /// <summary>The name that listeners know the spans by.</summary>
    public const string SourceName = "Kafka.Connect";

    private const string Parent = "traceparent";
    private const string State = "tracestate";
    private const int MostLinks = 128;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The put of a batch, linked to the spans of its records.</summary>
    /// <param name="taskId">The task.</param>
    /// <param name="records">How many there are.</param>
    /// <param name="traces">The spans of those that have one; null for none.</param>
    /// <returns>The span, to be disposed at its end; null where nobody listens.</returns>
    public static Activity? Put(string taskId, int records, IReadOnlyCollection<ActivityContext>? traces)
    {
        if (!Source.HasListeners() || traces is null)
        {
            return null;
        }

        // The first one's child, so that it is sampled as that one is; the others are linked.
        return Source.StartActivity(
            ActivityKind.Internal,
            traces.First(),
            [new("connect.task", taskId), new("messaging.batch.message_count", records)],
            traces.Skip(1).Take(MostLinks).Select(static trace => new ActivityLink(trace)),
            name: "put");
    }

    internal static Activity? Consume(in ConsumedRecord record, string taskId)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        string? parent = null, state = null;
        foreach (var header in record.Headers ?? [])
        {
            if (header.Key == Parent)
            {
                parent = Text(header.Value);
            }
            else if (header.Key == State)
            {
                state = Text(header.Value);
            }
        }

        return Start($"{record.TopicPartition.Topic} process", ActivityKind.Consumer, parent, state, taskId, record.TopicPartition.Topic)
            ?.SetTag("messaging.destination.partition.id", record.TopicPartition.Partition.ToString(CultureInfo.InvariantCulture))
            .SetTag("messaging.kafka.offset", record.Offset);
    }

    internal static Activity? Produce(SourceRecord record, string taskId) => !Source.HasListeners()
        ? null
        : Start($"{record.Topic} publish", ActivityKind.Producer, Text(record, Parent), Text(record, State), taskId, record.Topic);

    /// <summary>The record with a header that names its span; as it is where there is none.</summary>
    internal static OutgoingRecord Mark(in OutgoingRecord record, Activity? activity)
    {
        if (activity is not { Recorded: true, Id: { } id })
        {
            return record;
        }

        var headers = (record.Headers ?? []).Where(static header => header.Key is not (Parent or State)).ToList();
        headers.Add(new LogHeader(Parent, Encoding.ASCII.GetBytes(id)));
        if (activity.TraceStateString is { Length: > 0 } state)
        {
            headers.Add(new LogHeader(State, Encoding.ASCII.GetBytes(state)));
        }

        return record with { Headers = headers };
    }

    /// <summary>The span's record failed. Messages are not kept: they may hold what is secret.</summary>
    internal static void Fail(Activity? activity, string type) => activity?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", type);

    private static Activity? Start(string name, ActivityKind kind, string? parent, string? state, string taskId, string topic)
    {
        ActivityContext.TryParse(parent, state, isRemote: true, out var context);
        return Source.StartActivity(
            kind,
            context,
            [new("messaging.system", "kafka"), new("messaging.destination.name", topic), new("connect.task", taskId)],
            name: name);
    }

    private static string? Text(SourceRecord record, string name) =>
        record.HasHeaders ? record.Headers.LastOrDefault(header => header.Key == name)?.Value switch
        {
            string text => text,
            byte[] bytes => Text(bytes),
            ReadOnlyMemory<byte> memory => Text(memory),
            _ => null,
        }
        : null;

    private static string? Text(ReadOnlyMemory<byte>? value) => value is { } bytes ? Encoding.ASCII.GetString(bytes.Span) : null;
}
