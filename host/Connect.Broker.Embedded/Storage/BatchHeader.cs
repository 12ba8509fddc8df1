namespace Connect.Broker.Embedded.Storage;

/// <summary>What is known of a stored batch beside its records.</summary>
internal readonly record struct BatchHeader
{
    public required long BaseOffset { get; init; }

    public required long LastOffset { get; init; }

    public required int Records { get; init; }

    public required long BaseTimestamp { get; init; }

    public required long MaxTimestamp { get; init; }

    /// <summary>Whether all records have <see cref="MaxTimestamp"/>, set by the log, as their timestamp.</summary>
    public required bool IsAppendTime { get; init; }

    /// <summary>The transactional producer that wrote it; 0 for none.</summary>
    public required long ProducerId { get; init; }
}
