using System.Text;
using Connect.Abi.Records;
using Connect.Broker.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Crash.Tests;

/// <summary>The embedded log keeps what it acknowledged, whenever its process is killed.</summary>
public sealed class EmbeddedLogCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-crash-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Process_KilledAgainAndAgain_LosesNothingAcknowledged()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var acknowledged = new Acknowledgements();
        for (var round = 0; round < Kills; round++)
        {
            // None at all: killed while it opens the log.
            var lines = round % 7 == 6 ? 0 : random.Next(1, 4_000);
            acknowledged.Add(await CrashingChild.RunAsync(_folder, round, lines, Token));
            await using var broker = EmbeddedBroker.Open(_folder, NullLoggerFactory.Instance, TimeProvider.System);
            await CheckAsync(broker, acknowledged);
        }

        output.WriteLine($"{acknowledged.Plain.Count} records, {acknowledged.Transactions.Count} transactions, offset {acknowledged.Offset}");
        Assert.NotEmpty(acknowledged.Plain);
        Assert.Contains(true, acknowledged.Transactions.Values);
        Assert.Contains(false, acknowledged.Transactions.Values);
    }

    private static async Task CheckAsync(EmbeddedBroker broker, Acknowledgements acknowledged)
    {
        var plain = await ReadAllAsync(broker, "plain", 3, "read_uncommitted");
        foreach (var (place, text) in acknowledged.Plain)
        {
            Assert.True(plain.TryGetValue(place, out var found), $"Lost the acknowledged record {text} at {place}.");
            Assert.Equal(text, found);
        }

        // What one writer wrote to a partition lies there in its order, once each.
        var last = new Dictionary<(string Writer, int Partition), int>();
        foreach (var ((partition, offset), text) in plain.OrderBy(p => p.Key))
        {
            var (writer, number) = (text.Split(' ')[0], int.Parse(text.Split(' ')[1]));
            Assert.True(number > last.GetValueOrDefault((writer, partition), -1), $"{text} at {partition}@{offset} is out of order.");
            last[(writer, partition)] = number;
        }

        CheckTransactions(await ReadAllAsync(broker, "transactional", 2, "read_committed"), acknowledged);
        await using var admin = broker.OpenAdmin(new Dictionary<string, string>());
        TopicPartition[] transactional = [new("transactional", 0), new("transactional", 1)];
        foreach (var (partition, range) in await admin.ListOffsetsAsync(transactional, readCommitted: true, Token))
        {
            Assert.Equal((await admin.ListOffsetsAsync([partition], readCommitted: false, Token))[partition], range);
        }

        var offsets = await admin.ListGroupOffsetsAsync("crash", Token);
        Assert.True(offsets.GetValueOrDefault(new TopicPartition("plain", 0)).Offset >= acknowledged.Offset, "Lost an acknowledged offset.");
    }

    private static void CheckTransactions(Dictionary<(int Partition, long Offset), string> records, Acknowledgements acknowledged)
    {
        var seen = records.Values.GroupBy(t => t.Split(' ')[0]).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(records.Values, t => Assert.EndsWith("True", t));
        Assert.All(seen, t => Assert.True(t.Value == 10, $"{t.Value} records of the transaction {t.Key} can be seen, not all 10."));
        Assert.All(acknowledged.Transactions, t => Assert.Equal(t.Value, seen.ContainsKey(t.Key)));
    }

    private static async Task<Dictionary<(int Partition, long Offset), string>> ReadAllAsync(
        EmbeddedBroker broker, string topic, int partitions, string isolation)
    {
        await using var reader = broker.OpenReader(new Dictionary<string, string>
        {
            ["isolation.level"] = isolation, ["max.poll.records"] = "5000", ["allow.auto.create.topics"] = "false",
        });
        reader.Assign([.. Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, p))]);
        var found = new Dictionary<(int, long), string>();
        while (true)
        {
            using var batch = reader.Poll(TimeSpan.Zero, Token);
            if (batch.Records.IsEmpty)
            {
                return found;
            }

            foreach (ref readonly var record in batch.Records)
            {
                found.Add((record.TopicPartition.Partition, record.Offset), Encoding.UTF8.GetString(record.Value!.Value.Span));
            }
        }
    }
}
