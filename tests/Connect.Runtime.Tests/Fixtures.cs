using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Broker;
using Connect.Broker.Embedded;
using Connect.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests;

/// <summary>An embedded log in a folder of its own.</summary>
public sealed class LogFolder : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("connect-runtime-").FullName;

    public LogFolder() => Broker = EmbeddedBroker.Open(folder, NullLoggerFactory.Instance, TimeProvider.System);

    internal EmbeddedBroker Broker { get; }

    public async Task<IReadOnlyList<string>> ReadAllAsync(string topic, int count)
    {
        await using var reader = Broker.OpenReader(new Dictionary<string, string> { ["group.id"] = "check", ["auto.offset.reset"] = "earliest" });
        reader.Assign([new Abi.Records.TopicPartition(topic, 0)]);
        var values = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (values.Count < count)
        {
            using var batch = reader.Poll(TimeSpan.FromSeconds(1), limit.Token);
            foreach (var record in batch.Records)
            {
                values.Add(Encoding.UTF8.GetString(record.Value!.Value.Span));
            }
        }

        return values;
    }

    /// <summary>Writes to the topic's partitions in turn, so that each has its share.</summary>
    public async Task WriteAsync(string topic, IEnumerable<string> values, int partitions = 1)
    {
        await using var writer = Broker.OpenWriter(new Dictionary<string, string>());
        writer.Write(
            [.. values.Select((v, i) => new OutgoingRecord { Topic = topic, Partition = i % partitions, Value = Encoding.UTF8.GetBytes(v) })],
            new Forgetful(),
            TestContext.Current.CancellationToken);
        Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Forgetful : IDeliveryListener
    {
        public void OnDelivered(object? tag, Abi.Records.TopicPartition topicPartition, long offset, long timestamp)
        {
        }

        public void OnFailed(object? tag, string topic, BrokerException error) => throw error;
    }
}

/// <summary>Keeps what tasks tell, and waits for it.</summary>
internal sealed class RecordingListener : IRunListener
{
    private readonly BlockingCollection<(RunState State, Exception? Error)> states = [];

    public void OnConnector(string connector, RunState state, Exception? error)
    {
    }

    public void OnTask(ConnectorTaskId task, RunState state, Exception? error) => states.Add((state, error));

    public void OnTopic(ConnectorTaskId task, string topic)
    {
    }

    public void OnTaskReconfigurationRequested(string connector)
    {
    }

    public (RunState State, Exception? Error) Next()
    {
        Assert.True(states.TryTake(out var next, TimeSpan.FromSeconds(30)), "The task told nothing for 30 s.");
        return next;
    }
}

internal sealed class TextConverter : IConverter, IHeaderConverter
{
    public ConfigDef ConfigDef => new();

    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
    }

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null)
        {
            return false;
        }

        output.Write(Encoding.UTF8.GetBytes((string)value));
        return true;
    }

    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) =>
        new(null, payload.IsNull ? null : Encoding.UTF8.GetString(payload.Bytes));

    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    public void Dispose()
    {
    }
}

internal static class Make
{
    public static readonly ConnectorTaskId Id = new("c", 0);

    public static PipelineOptions Pipeline(CancellationToken stopping) => new()
    {
        TaskId = Id.ToString(),
        Converters = new ConverterSet(
            new NamedConverter<IConverter>(new TextConverter(), "Text"),
            new NamedConverter<IConverter>(new TextConverter(), "Text"),
            new NamedConverter<IHeaderConverter>(new TextConverter(), "Text")),
        Logger = NullLogger.Instance,
        Time = TimeProvider.System,
        Stopping = stopping,
    };
}
