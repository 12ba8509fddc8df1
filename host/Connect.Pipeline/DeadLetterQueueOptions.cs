namespace Connect.Pipeline;

/// <summary>Where a connector's dead letters go.</summary>
/// <param name="Topic">The topic (<c>errors.deadletterqueue.topic.name</c>).</param>
/// <param name="ReplicationFactor">Copies, when the topic has to be created (<c>errors.deadletterqueue.topic.replication.factor</c>).</param>
/// <param name="ContextHeaders">Whether headers tell where and why it failed (<c>errors.deadletterqueue.context.headers.enable</c>).</param>
/// <param name="ConnectorName">The connector.</param>
/// <param name="Task">The task's number.</param>
public sealed record DeadLetterQueueOptions(string Topic, short ReplicationFactor, bool ContextHeaders, string ConnectorName, int Task)
{
    /// <summary>Takes secrets out of a text before it leaves the process.</summary>
    public required Func<string, string> Hide { get; init; }

    /// <summary>Counts letters.</summary>
    public ErrorCounts Counts { get; init; } = new();
}
