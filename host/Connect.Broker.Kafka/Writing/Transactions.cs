using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;

namespace Connect.Broker.Kafka.Writing;

/// <summary>A writer's transactions. The calls that wait run on a thread of their own, in slices, so that a token can end them.</summary>
internal sealed class Transactions(IProducer<Null, Null> producer, string transactionalId, ClientLog log, string servers)
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen { get; private set; }

    public ValueTask InitAsync(CancellationToken cancellationToken) =>
        RunAsync(producer.InitTransactions, "Registering", cancellationToken);

    public void Begin()
    {
        try
        {
            producer.BeginTransaction();
            IsOpen = true;
        }
        catch (KafkaException e)
        {
            throw ToBroker(e, "Beginning a transaction of");
        }
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        await RunAsync(producer.CommitTransaction, "Committing the transaction of", cancellationToken);
        IsOpen = false;
    }

    public async ValueTask AbortAsync(CancellationToken cancellationToken)
    {
        await RunAsync(producer.AbortTransaction, "Aborting the transaction of", cancellationToken);
        IsOpen = false;
    }

    private async ValueTask RunAsync(Action<TimeSpan> call, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Factory.StartNew(
            () =>
            {
                while (true)
                {
                    try
                    {
                        call(Slice);
                        return;
                    }
                    catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_TimedOut && !e.Error.IsFatal)
                    {
                        // The operation goes on inside librdkafka; the same call takes it up again.
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                    catch (KafkaRetriableException e) when (!e.Error.IsFatal)
                    {
                        // Such as another writer's transaction that is just being ended.
                        cancellationToken.WaitHandle.WaitOne(Pause);
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                    catch (KafkaException e)
                    {
                        throw ToBroker(e, what);
                    }
                }
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private BrokerException ToBroker(KafkaException exception, string what)
    {
        var text = $"{what} transactional.id '{transactionalId}' at {servers} failed";
        return log.Fatal is { } fatal ? ErrorMapping.ToBroker(fatal, text, exception) : ErrorMapping.ToBroker(exception, text);
    }
}
