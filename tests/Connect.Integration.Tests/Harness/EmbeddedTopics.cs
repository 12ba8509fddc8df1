using System.Text;
using Connect.Abi.Records;
using Connect.Broker.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Integration.Tests.Harness;

/// <summary>Looks at the topics of an embedded log whose worker has stopped.</summary>
internal static class EmbeddedTopics
{
    /// <summary>All that lies in a topic of one partition: keys, values and headers, as text. Nothing where there is no such topic.</summary>
    public static async Task<List<(string? Key, string? Value, Dictionary<string, string> Headers)>> ReadAsync(
        string folder, string topic, CancellationToken cancellationToken)
    {
        await using var broker = EmbeddedBroker.Open(folder, NullLoggerFactory.Instance, TimeProvider.System);
        await using var admin = broker.OpenAdmin(new Dictionary<string, string>());
        if ((await admin.DescribeTopicsAsync([topic], cancellationToken)).Count == 0)
        {
            return [];
        }

        await using var reader = broker.OpenReader(new Dictionary<string, string> { ["auto.offset.reset"] = "earliest" });
        var partition = new TopicPartition(topic, 0);
        var end = reader.Offsets([partition], cancellationToken)[partition].End;
        reader.Assign([partition]);
        var found = new List<(string?, string?, Dictionary<string, string>)>();
        for (long next = 0; next < end;)
        {
            using var batch = reader.Poll(TimeSpan.FromSeconds(1), cancellationToken);
            foreach (ref readonly var record in batch.Records)
            {
                found.Add((Text(record.Key), Text(record.Value), (record.Headers ?? []).ToDictionary(h => h.Key, h => Text(h.Value) ?? "")));
                next = record.Offset + 1;
            }
        }

        return found;
    }

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : null;
}
