using System.Text;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>A record that was read, copied out of its batch.</summary>
public sealed record SeenRecord(
    TopicPartition Partition,
    long Offset,
    long Timestamp,
    LogTimestampType TimestampType,
    byte[]? Key,
    byte[]? Value,
    IReadOnlyList<(string Key, byte[]? Value)> Headers)
{
    public string? Text => Value is null ? null : Encoding.UTF8.GetString(Value);

    public static void Copy(ConsumedBatch batch, List<SeenRecord> seen)
    {
        foreach (ref readonly var record in batch.Records)
        {
            seen.Add(new SeenRecord(
                record.TopicPartition,
                record.Offset,
                record.Timestamp,
                record.TimestampType,
                record.Key?.ToArray(),
                record.Value?.ToArray(),
                [.. (record.Headers ?? []).Select(h => (h.Key, h.Value?.ToArray()))]));
        }
    }

    public override string ToString() => $"{Partition}@{Offset}={Text}";
}
