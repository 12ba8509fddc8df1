using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Transactions;

namespace Connect.Broker.Embedded.Appending;

/// <summary>A writer's own view of its transactions: whether one is open, and whether it can still be committed.</summary>
internal sealed class WriterTransaction(WriterSettings settings, TransactionTable transactions, CommitQueue queue)
{
    private BrokerException? _failure;

    /// <summary>Who the writer is; null before it was initialised, or without a transactional id.</summary>
    public ProducerIdentity? Producer { get; private set; }

    public bool IsOpen { get; private set; }

    /// <summary>Why the open transaction can't be committed, or null. Set from any thread.</summary>
    public BrokerException? Failure
    {
        get => Volatile.Read(ref _failure);
        set => Volatile.Write(ref _failure, value);
    }

    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        var id = settings.TransactionalId ?? throw new BrokerException(
            BrokerErrorCode.Invalid, "The writer has no transactional.id; transactions need one.");
        if (Producer is not null)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, $"The writer {id} was initialised for transactions before.");
        }

        var work = new InitializeWork(transactions, id, settings.TransactionTimeout);
        await work.RunAsync(queue, cancellationToken);
        Producer = work.Identity;
    }

    public void Begin()
    {
        if (Producer is null)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "Initialising comes before the first transaction.");
        }

        if (IsOpen)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, $"The writer {Producer.TransactionalId} has an open transaction; end it first.");
        }

        IsOpen = true;
    }

    public void ThrowUnlessWritable()
    {
        if (settings.TransactionalId is { } id && !IsOpen)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, $"The writer {id} has no open transaction; begin one before writing.");
        }
    }

    public void ThrowUnlessOpen()
    {
        if (!IsOpen)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "No transaction is open.");
        }
    }

    /// <summary>Ends the open transaction, all records of which are settled.</summary>
    public async ValueTask EndAsync(bool commit, CancellationToken cancellationToken)
    {
        if (commit && Failure is { } failure)
        {
            throw new BrokerException(
                BrokerErrorCode.TransactionAborted,
                $"The transaction of {Producer!.TransactionalId} can't be committed, since a record of it was not written: {failure.Message} Abort it.",
                isRetriable: false,
                failure);
        }

        await new EndWork(transactions, Producer!, commit).RunAsync(queue, cancellationToken);
        IsOpen = false;
        Failure = null;
    }
}
