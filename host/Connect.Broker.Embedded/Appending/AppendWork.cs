using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Transactions;

namespace Connect.Broker.Embedded.Appending;

/// <summary>Writes what a writer has gathered by the time its turn comes.</summary>
internal sealed class AppendWork(LogWriter writer, TransactionTable transactions, TimeProvider time) : LogWork
{
    /// <summary>So many bytes of one writer go into one commit.</summary>
    private const int MaximalBytes = 8 * 1024 * 1024;

    private readonly List<PendingBatch> _batches = [];

    public override void Execute(CommitContext context)
    {
        writer.Take(_batches, MaximalBytes);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var batch in _batches)
        {
            try
            {
                batch.Write(context, transactions, now);
            }
            catch (BrokerException e)
            {
                batch.Error = e;
            }
        }
    }

    public override void Complete(BrokerException? error)
    {
        if (error is not null && _batches.Count == 0)
        {
            // The commit failed before this work had its turn.
            writer.Take(_batches, MaximalBytes);
        }

        long bytes = 0;
        var records = 0;
        BrokerException? first = null;
        foreach (var batch in _batches)
        {
            var failure = error ?? batch.Error;
            first ??= failure;
            bytes += batch.ReservedBytes;
            records += batch.Count;
        }

        if (first is not null)
        {
            writer.NoteFailure(first);
        }

        foreach (var batch in _batches)
        {
            batch.Settle(error ?? batch.Error);
        }

        _batches.Clear();
        writer.Settled(bytes, records);
    }
}
