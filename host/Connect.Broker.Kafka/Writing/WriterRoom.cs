namespace Connect.Broker.Kafka.Writing;

/// <summary>
/// Counts what a writer holds against <c>buffer.memory</c>, and lets it wait for room and for everything to be settled. One thread
/// takes, one other settles; neither locks unless somebody waits.
/// </summary>
internal sealed class WriterRoom(long limit, TimeProvider time)
{
    private readonly ManualResetEventSlim _progress = new(initialState: false);
    private readonly Lock _lock = new();
    private readonly List<(long Target, TaskCompletionSource Done)> _flushes = [];
    private long _takenBytes;
    private long _settledBytes;
    private long _takenCount;
    private long _settledCount;
    private long _wakeAt = -1;
    private volatile bool _anyFlush;

    public long Outstanding => Volatile.Read(ref _takenCount) - Volatile.Read(ref _settledCount);

    public long Limit => limit;

    /// <summary>Takes room for a record, if there is some; the writing thread only.</summary>
    public bool TryTake(long bytes)
    {
        if (_takenBytes - Volatile.Read(ref _settledBytes) + bytes > limit)
        {
            return false;
        }

        Volatile.Write(ref _takenBytes, _takenBytes + bytes);
        Volatile.Write(ref _takenCount, _takenCount + 1);
        return true;
    }

    /// <summary>Gives back what was taken last; the writing thread only.</summary>
    public void Undo(long bytes)
    {
        Volatile.Write(ref _takenBytes, _takenBytes - bytes);
        Volatile.Write(ref _takenCount, _takenCount - 1);
    }

    /// <summary>Waits until there is room for a record; the writing thread only.</summary>
    /// <returns>False when the time or the token ended the wait.</returns>
    public bool WaitForRoom(long bytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // A quarter of the buffer must be free before the writer is woken, so that it is not woken for each delivery.
        var wakeAt = Math.Max(0, Math.Min(limit - bytes, limit / 4 * 3));
        return Wait(wakeAt, timeout, cancellationToken, () => _takenBytes - Volatile.Read(ref _settledBytes) <= wakeAt);
    }

    /// <summary>Waits until something is settled, or a moment: librdkafka's own queue was full.</summary>
    public bool WaitForProgress(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _settledCount);
        var moment = timeout == Timeout.InfiniteTimeSpan || timeout > TimeSpan.FromMilliseconds(100)
            ? TimeSpan.FromMilliseconds(100) : timeout;
        Wait(long.MaxValue, moment, cancellationToken, () => Volatile.Read(ref _settledCount) != before);
        return !cancellationToken.IsCancellationRequested;
    }

    /// <summary>Tells that records are settled; the settling thread only.</summary>
    public void Settle(long bytes, int count)
    {
        Volatile.Write(ref _settledBytes, _settledBytes + bytes);
        Volatile.Write(ref _settledCount, _settledCount + count);

        // Pairs with the barrier of the one who waits: either it sees what is settled, or we see that it waits.
        Interlocked.MemoryBarrier();
        var wakeAt = Volatile.Read(ref _wakeAt);
        if (wakeAt >= 0 && Volatile.Read(ref _takenBytes) - _settledBytes <= wakeAt)
        {
            _progress.Set();
        }

        if (_anyFlush)
        {
            EndFlushes();
        }
    }

    /// <summary>Waits until all that is taken now is settled.</summary>
    public async ValueTask<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Outstanding == 0)
        {
            return true;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _flushes.Add((Volatile.Read(ref _takenCount), done));
            _anyFlush = true;
        }

        Interlocked.MemoryBarrier();
        EndFlushes();
        try
        {
            await done.Task.WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            lock (_lock)
            {
                _flushes.RemoveAll(f => f.Done == done);
                _anyFlush = _flushes.Count > 0;
            }
        }
    }

    private void EndFlushes()
    {
        lock (_lock)
        {
            var settled = Volatile.Read(ref _settledCount);
            foreach (var (target, done) in _flushes)
            {
                if (settled >= target)
                {
                    done.TrySetResult();
                }
            }
        }
    }

    private bool Wait(long wakeAt, TimeSpan timeout, CancellationToken cancellationToken, Func<bool> isThere)
    {
        var begun = time.GetTimestamp();
        try
        {
            while (true)
            {
                _progress.Reset();
                Volatile.Write(ref _wakeAt, wakeAt);
                Interlocked.MemoryBarrier();
                if (isThere())
                {
                    return true;
                }

                var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - time.GetElapsedTime(begun);
                if (cancellationToken.IsCancellationRequested || (left != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero))
                {
                    return false;
                }

                try
                {
                    _progress.Wait(left, cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    return isThere();
                }
            }
        }
        finally
        {
            Volatile.Write(ref _wakeAt, -1);
        }
    }
}
