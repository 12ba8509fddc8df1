using System.Globalization;
using System.Text;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Appending;

/// <summary>Whether a record may be written to its topic.</summary>
internal sealed class RecordCheck(int maximalRequest)
{
    /// <summary>What Kafka counts for a batch and a record beside the record's own bytes.</summary>
    private const int Overhead = 61 + 21;

    /// <summary>Checks a record.</summary>
    /// <returns>A bound for its encoded bytes.</returns>
    public int Check(Topic topic, in OutgoingRecord record, out int size, out BrokerException? error)
    {
        error = null;
        size = Overhead + (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
        if (record.Headers is { } headers)
        {
            for (var i = 0; i < headers.Count; i++)
            {
                size += 2 + Encoding.UTF8.GetByteCount(headers[i].Key) + (headers[i].Value?.Length ?? 0);
            }
        }

        if (size > maximalRequest)
        {
            error = TooLarge(topic, size, "max.request.size", maximalRequest);
        }
        else if (size > topic.Settings.MaximalMessageBytes)
        {
            error = TooLarge(topic, size, "the topic's max.message.bytes", topic.Settings.MaximalMessageBytes);
        }
        else if (record.Partition is { } partition && (uint)partition >= (uint)topic.Partitions.Length)
        {
            error = new BrokerException(
                BrokerErrorCode.UnknownTopicOrPartition,
                string.Create(CultureInfo.InvariantCulture, $"The topic {topic.Name} has no partition {partition}; it has {topic.Partitions.Length}, from 0."));
        }
        else if (record.Key is null && topic.Settings.Compacts)
        {
            error = new BrokerException(
                BrokerErrorCode.Invalid, $"A record without a key can't go into the topic {topic.Name}, which is compacted (cleanup.policy=compact).");
        }
        else if (record.Timestamp < 0)
        {
            error = new BrokerException(
                BrokerErrorCode.Invalid, string.Create(CultureInfo.InvariantCulture, $"A record for {topic.Name} has the timestamp {record.Timestamp}; it can't be negative."));
        }

        return RecordEncoder.Bound(record);
    }

    private static BrokerException TooLarge(Topic topic, int size, string limitName, int limit) => new(
        BrokerErrorCode.RecordTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"A record for {topic.Name} has {size} bytes, more than {limitName} ({limit}) allows."));
}
