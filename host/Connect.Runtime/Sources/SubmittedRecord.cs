using Connect.Abi.Records;

namespace Connect.Runtime.Sources;

/// <summary>A polled record on its way to the log; marks the outgoing record.</summary>
internal sealed class SubmittedRecord(SourceRecord record)
{
    private volatile bool settled;

    /// <summary>The record as polled.</summary>
    public SourceRecord Record { get; } = record;

    /// <summary>The next one of the same source partition.</summary>
    public SubmittedRecord? Next { get; set; }

    /// <summary>Bytes of key and value in the log; -1 for null.</summary>
    public int KeySize { get; set; } = -1;

    /// <summary>Bytes of the value; -1 for null.</summary>
    public int ValueSize { get; set; } = -1;

    /// <summary>Whether it was acknowledged, dropped or passed over: its offset stands for nothing that can be lost.</summary>
    public bool IsSettled => settled;

    /// <summary>What it counts for in flight, in bytes.</summary>
    public long Size => Math.Max(KeySize, 0) + (long)Math.Max(ValueSize, 0);

    public void Settle() => settled = true;
}
