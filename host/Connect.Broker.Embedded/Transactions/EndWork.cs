using Connect.Broker.Embedded.Committing;

namespace Connect.Broker.Embedded.Transactions;

/// <summary>Commits or aborts a writer's transaction.</summary>
internal sealed class EndWork(TransactionTable table, ProducerIdentity identity, bool commit) : CallWork
{
    public override void Execute(CommitContext context) => table.End(context, identity, commit);
}
