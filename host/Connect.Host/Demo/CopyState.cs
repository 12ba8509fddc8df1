namespace Connect.Host.Demo;

/// <summary>How far the copy is.</summary>
/// <param name="Lines">How many lines there are to copy.</param>
/// <param name="InTopic">Records in the topic, the bad one among them.</param>
/// <param name="Written">Lines that the sink has written.</param>
/// <param name="DeadLetters">Records in the dead letter queue.</param>
/// <param name="Committed">Records that the sink has committed.</param>
/// <param name="Elapsed">Since the connectors were created; stands still when all lines are written.</param>
internal readonly record struct CopyState(long Lines, long InTopic, long Written, long DeadLetters, long Committed, TimeSpan Elapsed)
{
    /// <summary>Records in the topic that are neither written nor dead letters.</summary>
    public long Lag => Math.Max(0, InTopic - Written - DeadLetters);

    /// <summary>Lines written a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Written / Elapsed.TotalSeconds : 0;
}
