using Connect.Broker.Embedded.Committing;

namespace Connect.Broker.Embedded.Transactions;

/// <summary>Registers a transactional writer.</summary>
internal sealed class InitializeWork(TransactionTable table, string transactionalId, TimeSpan timeout) : CallWork
{
    /// <summary>Who the writer is, once done.</summary>
    public ProducerIdentity? Identity { get; private set; }

    public override void Execute(CommitContext context) => Identity = table.Initialize(context, transactionalId, timeout);
}
