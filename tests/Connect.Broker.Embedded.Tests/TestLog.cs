using System.Text;
using Connect.Abi.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Broker.Embedded.Tests;

/// <summary>A log in a folder of its own with a clock that stands still, which can be closed and opened again.</summary>
internal sealed class TestLog : IAsyncDisposable
{
    public static readonly Dictionary<string, string> None = [];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceWithAStep = TimeSpan.FromSeconds(3);

    public TestLog()
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Broker = EmbeddedBroker.Open(Folder, NullLoggerFactory.Instance, Time);
        Admin = Broker.OpenAdmin(None);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("connect-embedded-").FullName;

    public FakeTimeProvider Time { get; }

    public EmbeddedBroker Broker { get; private set; }

    public IBrokerAdmin Admin { get; private set; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task ReopenAsync()
    {
        await Broker.DisposeAsync();
        Broker = EmbeddedBroker.Open(Folder, NullLoggerFactory.Instance, Time);
        Admin = Broker.OpenAdmin(None);
    }

    public async Task CreateAsync(string topic, params (string Name, string Value)[] configs) =>
        Assert.True(await Admin.CreateTopicAsync(new NewTopic(topic, 1, null, configs.ToDictionary(c => c.Name, c => c.Value)), Token));

    public async Task WriteAsync(string topic, params (string? Key, string? Value)[] records)
    {
        await using var writer = Broker.OpenWriter(None);
        await WriteAsync(writer, topic, records);
    }

    public static async Task WriteAsync(IRecordWriter writer, string topic, params (string? Key, string? Value)[] records)
    {
        var failures = new FailureLog();
        writer.Write(
            records.Select(r => new OutgoingRecord
            {
                Topic = topic,
                Key = r.Key is null ? null : Encoding.UTF8.GetBytes(r.Key),
                Value = r.Value is null ? null : Encoding.UTF8.GetBytes(r.Value),
            }).ToArray(),
            failures,
            Token);
        await writer.FlushAsync(Limit, Token);
        if (failures.First is { } error)
        {
            throw error;
        }
    }

    /// <summary>All records of a topic's first partition that can be read now.</summary>
    public async Task<List<(long Offset, string? Value)>> ReadAsync(string topic, string isolation = "read_uncommitted")
    {
        await using var reader = Broker.OpenReader(new Dictionary<string, string> { ["isolation.level"] = isolation });
        reader.Assign([new(topic, 0)]);
        var seen = new List<(long, string?)>();
        while (true)
        {
            using var batch = reader.Poll(TimeSpan.Zero, Token);
            if (batch.Records.IsEmpty)
            {
                return seen;
            }

            foreach (ref readonly var record in batch.Records)
            {
                seen.Add((record.Offset, record.Value is { } value ? Encoding.UTF8.GetString(value.Span) : null));
            }
        }
    }

    public async Task<OffsetRange> OffsetsAsync(string topic, bool readCommitted = false)
    {
        var partition = new TopicPartition(topic, 0);
        return (await Admin.ListOffsetsAsync([partition], readCommitted, Token))[partition];
    }

    /// <summary>Lets the clock go on by a step and waits for what follows from it; by a further one where nothing does for long.</summary>
    public async Task AdvanceUntilAsync(TimeSpan step, Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        var stepped = started;
        Time.Advance(step);
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, "The condition did not come true.");
            if (TimeProvider.System.GetElapsedTime(stepped) > PatienceWithAStep)
            {
                stepped = TimeProvider.System.GetTimestamp();
                Time.Advance(step);
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class FailureLog : IDeliveryListener
    {
        public BrokerException? First { get; private set; }

        public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
        {
            // The log's content is looked at instead.
        }

        public void OnFailed(object? tag, string topic, BrokerException error) => First ??= error;
    }
}
