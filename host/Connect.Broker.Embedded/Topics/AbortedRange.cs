namespace Connect.Broker.Embedded.Topics;

/// <summary>The records of an aborted transaction in a partition: those that its producer wrote in a range of offsets.</summary>
internal readonly record struct AbortedRange(long ProducerId, long FirstOffset, long LastOffset);
