namespace Connect.Configuration;

/// <summary>Where records go that could not be taken on.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="ReplicationFactor">Its replication factor, where it has to be made.</param>
/// <param name="ContextHeaders">Whether headers say what went wrong.</param>
public sealed record DeadLetterSettings(string Topic, short ReplicationFactor, bool ContextHeaders)
{
    /// <summary>What parsed settings say; null where they name no topic.</summary>
    internal static DeadLetterSettings? From(Dictionary<string, object?> values) =>
        values[ConnectorSettings.DeadLetterTopic] is string { Length: > 0 } topic
            ? new DeadLetterSettings(
                topic, (short)values[ConnectorSettings.DeadLetterReplicationFactor]!, (bool)values[ConnectorSettings.DeadLetterContextHeaders]!)
            : null;
}
