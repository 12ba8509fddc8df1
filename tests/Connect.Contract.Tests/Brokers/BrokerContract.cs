using System.Text;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What the suites of the broker seam share: a broker, names that no other test uses, and short ways to write and read.</summary>
public abstract class BrokerContract(IContractServer server) : IAsyncLifetime
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    protected static readonly Dictionary<string, string> None = [];

    private readonly List<IAsyncDisposable> _opened = [];

    protected IBroker Broker { get; private set; } = null!;

    protected IBrokerAdmin Admin { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Broker = await server.OpenAsync();
        Admin = Own(Broker.OpenAdmin(None));
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _opened.Count - 1; i >= 0; i--)
        {
            await _opened[i].DisposeAsync();
        }

        if (Broker is not null)
        {
            await Broker.DisposeAsync();
        }

        await server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static string Unique(string stem) => $"{stem}-{Guid.NewGuid():N}";

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    protected static OutgoingRecord Record(string topic, string? key, string? value, int? partition = null) => new()
    {
        Topic = topic,
        Key = key is null ? null : Bytes(key),
        Value = value is null ? null : Bytes(value),
        Partition = partition,
    };

    protected T Own<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }

    protected IRecordWriter Writer(params (string Name, string Value)[] settings) =>
        Own(Broker.OpenWriter(settings.ToDictionary(s => s.Name, s => s.Value)));

    protected IRecordReader Reader(params (string Name, string Value)[] settings) =>
        Own(Broker.OpenReader(settings.ToDictionary(s => s.Name, s => s.Value)));

    protected async Task<string> TopicAsync(int partitions = 1, params (string Name, string Value)[] configs)
    {
        var name = Unique("topic");
        Assert.True(await Admin.CreateTopicAsync(
            new NewTopic(name, partitions, 1, configs.ToDictionary(c => c.Name, c => c.Value)), Token));
        return name;
    }

    protected static async Task<DeliveryLog> WriteAsync(IRecordWriter writer, params OutgoingRecord[] records)
    {
        var log = new DeliveryLog();
        Assert.Equal(records.Length, writer.Write(records, log, Token));
        Assert.True(await writer.FlushAsync(Limit, Token), "The writer did not settle its records in time.");
        Assert.Equal(records.Length, log.Count);
        return log;
    }

    protected static async Task WriteValuesAsync(IRecordWriter writer, string topic, params string[] values)
    {
        var log = await WriteAsync(writer, [.. values.Select(v => Record(topic, null, v, 0))]);
        Assert.Empty(log.Failures);
    }

    /// <summary>Polls until so many records have come.</summary>
    protected static List<SeenRecord> Read(IRecordReader reader, int count)
    {
        var seen = new List<SeenRecord>();
        PollUntil(() => seen.Count >= count, () => $"{count} records, but saw {seen.Count}: {string.Join(", ", seen)}", (reader, seen));
        return seen;
    }

    /// <summary>Polls for a moment, to see that nothing (more) comes: a poll that finds something returns at once.</summary>
    protected static List<SeenRecord> ReadForAMoment(IRecordReader reader)
    {
        var seen = new List<SeenRecord>();
        using var batch = reader.Poll(TimeSpan.FromMilliseconds(700), Token);
        SeenRecord.Copy(batch, seen);
        return seen;
    }

    /// <summary>Polls the readers in turn until a condition holds.</summary>
    protected static void PollUntil(Func<bool> condition, Func<string> wanted, params (IRecordReader Reader, List<SeenRecord> Seen)[] readers)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"Waited {Limit} for {wanted()}.");
            foreach (var (reader, seen) in readers)
            {
                using var batch = reader.Poll(TimeSpan.FromMilliseconds(100), Token);
                SeenRecord.Copy(batch, seen);
            }
        }
    }

    protected static IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> At(string topic, int partition, long offset, string metadata = "") =>
        new Dictionary<TopicPartition, OffsetAndMetadata> { [new(topic, partition)] = new(offset, metadata) };
}
