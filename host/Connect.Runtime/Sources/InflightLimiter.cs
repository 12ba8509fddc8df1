namespace Connect.Runtime.Sources;

/// <summary>
/// Bounds what a source has sent and not yet had acknowledged: the task waits for room, it does not fail. One waiter; any thread
/// releases.
/// </summary>
internal sealed class InflightLimiter(long maxRecords, long maxBytes) : IDisposable
{
    private readonly ManualResetEventSlim room = new(initialState: true);
    private long records;
    private long bytes;
    private int waiting;

    public long Records => Interlocked.Read(ref records);

    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Counts records as sent, after waiting for room. What is larger than the bound goes alone.</summary>
    /// <exception cref="OperationCanceledException">The task stops.</exception>
    public void Acquire(long count, long size, CancellationToken cancellationToken)
    {
        while (!HasRoom(count, size))
        {
            room.Reset();
            Volatile.Write(ref waiting, 1);

            // Looked at again after the flag is up: a release before it would not have signalled.
            if (!HasRoom(count, size))
            {
                room.Wait(cancellationToken);
            }

            Volatile.Write(ref waiting, 0);
        }

        Interlocked.Add(ref records, count);
        Interlocked.Add(ref bytes, size);
    }

    public void Release(long count, long size)
    {
        Interlocked.Add(ref records, -count);
        Interlocked.Add(ref bytes, -size);
        if (Volatile.Read(ref waiting) != 0)
        {
            room.Set();
        }
    }

    public void Dispose() => room.Dispose();

    private bool HasRoom(long count, long size)
    {
        var now = Interlocked.Read(ref records);
        return now == 0 || (now + count <= maxRecords && Interlocked.Read(ref bytes) + size <= maxBytes);
    }
}
