using System.Globalization;
using Connect.Abi.Records;
using Connect.Broker.Embedded;

namespace Connect.Crash.Child;

/// <summary>Commits ever higher offsets for a group, and prints each one that is acknowledged.</summary>
internal static class OffsetCommitter
{
    public static void Run(EmbeddedBroker broker, AcknowledgedLines lines)
    {
        var partition = new TopicPartition("plain", 0);
        var reader = broker.OpenReader(new Dictionary<string, string> { ["group.id"] = "crash" });
        reader.Assign([partition]);
        var start = reader.Committed([partition], CancellationToken.None).TryGetValue(partition, out var committed) ? committed.Offset : 0;
        for (var offset = start + 1; ; offset++)
        {
            reader.Commit(new Dictionary<TopicPartition, OffsetAndMetadata> { [partition] = new(offset) }, CancellationToken.None);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"offset {offset}"));
        }
    }
}
