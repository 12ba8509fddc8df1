using System.Text;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Host.Demo;

/// <summary>Looks at the demo's topics, all of one partition, without disturbing who works on them. Not thread-safe.</summary>
/// <param name="broker">The worker's log.</param>
internal sealed class TopicWatch(IBroker broker) : IAsyncDisposable
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(200);

    private readonly IBrokerAdmin admin = broker.OpenAdmin(new Dictionary<string, string> { ["client.id"] = "demo" });

    /// <summary>How many records a topic holds; 0 while it does not exist.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<long> CountAsync(string topic, CancellationToken cancellationToken)
    {
        var partition = new TopicPartition(topic, 0);
        var offsets = await admin.ListOffsetsAsync([partition], readCommitted: true, cancellationToken);
        return offsets.TryGetValue(partition, out var range) ? range.End : 0;
    }

    /// <summary>How many records of a topic a group has committed.</summary>
    /// <param name="group">The group.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<long> CommittedAsync(string group, string topic, CancellationToken cancellationToken)
    {
        var offsets = await admin.ListGroupOffsetsAsync(group, cancellationToken);
        return offsets.TryGetValue(new TopicPartition(topic, 0), out var committed) ? committed.Offset : 0;
    }

    /// <summary>Reads one record of a topic, waiting until it is there.</summary>
    /// <param name="topic">The topic; it exists.</param>
    /// <param name="offset">Its offset.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<WatchedRecord> ReadAsync(string topic, long offset, CancellationToken cancellationToken)
    {
        await using var reader = broker.OpenReader(new Dictionary<string, string>
        {
            ["group.id"] = "demo-onlooker",
            ["auto.offset.reset"] = "earliest",
            ["isolation.level"] = "read_committed",
        });

        // Polling blocks its thread.
        return await Task.Run(() => Read(reader, new TopicPartition(topic, 0), offset, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => admin.DisposeAsync();

    private static WatchedRecord Read(
        IRecordReader reader, TopicPartition partition, long offset, CancellationToken cancellationToken)
    {
        reader.Assign([partition]);
        reader.Seek(partition, offset);
        while (true)
        {
            using var batch = reader.Poll(PollTime, cancellationToken);
            if (!batch.Records.IsEmpty)
            {
                return WatchedRecord.Of(batch.Records[0]);
            }
        }
    }
}

/// <summary>A record as text.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Value">Its value; null for none.</param>
/// <param name="Headers">Its headers in order.</param>
internal sealed record WatchedRecord(long Offset, string? Value, IReadOnlyList<KeyValuePair<string, string?>> Headers)
{
    /// <summary>Copies a record out of its batch.</summary>
    /// <param name="record">The record.</param>
    public static WatchedRecord Of(in ConsumedRecord record) => new(
        record.Offset,
        Text(record.Value),
        [.. (record.Headers ?? []).Select(h => KeyValuePair.Create(h.Key, Text(h.Value)))]);

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : null;
}
