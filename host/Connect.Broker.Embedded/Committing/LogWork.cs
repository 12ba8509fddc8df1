namespace Connect.Broker.Embedded.Committing;

/// <summary>Something to write to the log. Both methods are called on the commit thread.</summary>
internal abstract class LogWork
{
    /// <summary>Why the work was refused, or null; set while executing it.</summary>
    public BrokerException? Refusal { get; set; }

    /// <summary>
    /// Writes into the open database transaction. Checks before it writes, and refuses by a <see cref="BrokerException"/> only before it
    /// has written anything. What it changes in memory and others may see goes into <see cref="CommitContext.AfterCommit"/>.
    /// </summary>
    public abstract void Execute(CommitContext context);

    /// <summary>Called once, when the work is on the disk or has failed. Must not throw or wait.</summary>
    /// <param name="error">Why it failed, or null.</param>
    public abstract void Complete(BrokerException? error);
}
