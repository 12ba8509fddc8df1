using System.Collections.Concurrent;
using System.Text;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Abi.Transforms;
using Connect.Broker;

namespace Connect.Runtime.Tests.Sources;

/// <summary>Delivers one batch, one position a value, and then nothing.</summary>
internal class BatchTask(params string[] given) : SourceTask
{
    private readonly string[] values = given is [] ? ["a", "bad", "c"] : given;
    private bool isDelivered;

    public static IReadOnlyDictionary<string, object?> Partition { get; } = new Dictionary<string, object?> { ["file"] = "f" };

    /// <summary>The values of the records that it was told of.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) => default;

    public override ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        if (isDelivered)
        {
            cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
            return new((IReadOnlyList<SourceRecord>?)null);
        }

        isDelivered = true;
        return new([.. values.Select((v, i) => new SourceRecord(Partition, new Dictionary<string, object?> { ["position"] = i + 1L }, "t", null, v))]);
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => default;
}

/// <summary>Hears of each record.</summary>
internal sealed class ListeningTask(params string[] given) : BatchTask(given)
{
    public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken)
    {
        Heard.Enqueue((string)record.Value!);
        return default;
    }
}

internal sealed class FailsOn(string value) : ITransformation
{
    public ConfigDef ConfigDef => new();

    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
    }

    public ConnectRecord? Apply(ConnectRecord record) => (string?)record.Value == value ? throw new DataException("no " + value) : record;
}

/// <summary>Refuses one value and passes on the others.</summary>
internal sealed class RefusingWriter(IRecordWriter writer, string refused) : IRecordWriter
{
    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        foreach (ref readonly var record in batch)
        {
            if (Encoding.UTF8.GetString(record.Value!) == refused)
            {
                listener.OnFailed(record.Tag, record.Topic, new BrokerException(BrokerErrorCode.Other, "refused"));
            }
            else
            {
                writer.Write([record], listener, cancellationToken);
            }
        }

        return batch.Length;
    }

    public ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken) => writer.FlushAsync(timeout, cancellationToken);

    public ValueTask InitTransactionsAsync(CancellationToken cancellationToken) => writer.InitTransactionsAsync(cancellationToken);

    public void BeginTransaction() => writer.BeginTransaction();

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => writer.CommitTransactionAsync(cancellationToken);

    public ValueTask AbortTransactionAsync(CancellationToken cancellationToken) => writer.AbortTransactionAsync(cancellationToken);

    public ValueTask DisposeAsync() => writer.DisposeAsync();
}

/// <summary>Takes one record, and settles it when the test says.</summary>
internal sealed class HeldWriter : IRecordWriter
{
    private readonly TaskCompletionSource<(OutgoingRecord Record, IDeliveryListener Listener)> taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource flushing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits for what is outstanding.</summary>
    public Task Flushing => flushing.Task;

    public async Task<(string Topic, string Value)> NextAsync()
    {
        var (record, _) = await taken.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        return (record.Topic, Encoding.UTF8.GetString(record.Value!));
    }

    public void Settle(BrokerException? error)
    {
        var (record, listener) = taken.Task.GetAwaiter().GetResult();
        if (error is null)
        {
            listener.OnDelivered(record.Tag, new TopicPartition(record.Topic, 0), 0, -1);
        }
        else
        {
            listener.OnFailed(record.Tag, record.Topic, error);
        }

        settled.SetResult();
    }

    public int Write(ReadOnlySpan<OutgoingRecord> batch, IDeliveryListener listener, CancellationToken cancellationToken)
    {
        Assert.Equal(1, batch.Length);
        taken.SetResult((batch[0], listener));
        return 1;
    }

    public async ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        flushing.TrySetResult();
        await settled.Task.WaitAsync(timeout, cancellationToken);
        return true;
    }

    public ValueTask InitTransactionsAsync(CancellationToken cancellationToken) => default;

    public void BeginTransaction()
    {
    }

    public ValueTask CommitTransactionAsync(CancellationToken cancellationToken) => default;

    public ValueTask AbortTransactionAsync(CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;
}
