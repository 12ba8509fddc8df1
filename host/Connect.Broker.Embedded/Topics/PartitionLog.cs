using Connect.Abi.Records;
using Connect.Broker.Embedded.Settings;

namespace Connect.Broker.Embedded.Topics;

/// <summary>
/// What is known in memory of one partition. The commit thread alone changes it; what it publishes after a commit may be read by
/// any thread.
/// </summary>
internal sealed class PartitionLog
{
    private readonly List<(long ProducerId, long First)> _open = [];
    private readonly Lock _watcherGate = new();
    private AbortedRange[] _aborted = [];
    private ReaderSignal[] _watchers = [];
    private long _start;
    private long _end;
    private long _stableEnd;
    private bool _isDeleted;

    public PartitionLog(long id, TopicPartition name, TopicSettings settings, long start, long next, long clean)
    {
        Id = id;
        Name = name;
        Settings = settings;
        NextOffset = next;
        CleanOffset = clean;
        _start = start;
        _end = next;
        _stableEnd = next;
    }

    public long Id { get; }

    public TopicPartition Name { get; }

    public TopicSettings Settings { get; }

    /// <summary>False once the topic is deleted, or about to be.</summary>
    public bool Exists { get; private set; } = true;

    /// <summary>The next record's offset, counting what is not committed to the file yet. The commit thread's own.</summary>
    public long NextOffset { get; set; }

    /// <summary>Up to where compaction has been. The commit thread's own.</summary>
    public long CleanOffset { get; set; }

    /// <summary>The first offset that is still there.</summary>
    public long Start => Volatile.Read(ref _start);

    /// <summary>The offset after the last committed to the file.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>The first offset of the oldest open transaction, else <see cref="End"/>.</summary>
    public long StableEnd => Volatile.Read(ref _stableEnd);

    /// <summary>Aborted transactions, to be looked at after <see cref="StableEnd"/>.</summary>
    public ReadOnlySpan<AbortedRange> Aborted => Volatile.Read(ref _aborted);

    public long EndFor(bool readCommitted) => readCommitted ? StableEnd : End;

    public OffsetRange Range(bool readCommitted) => new(Start, Math.Max(Start, EndFor(readCommitted)));

    public static bool Contains(ReadOnlySpan<AbortedRange> aborted, long producerId, long offset)
    {
        foreach (var range in aborted)
        {
            if (range.ProducerId == producerId && range.FirstOffset <= offset && offset <= range.LastOffset)
            {
                return true;
            }
        }

        return false;
    }

    public void OpenTransaction(long producerId, long firstOffset) => _open.Add((producerId, firstOffset));

    public void EndTransaction(long producerId, AbortedRange? aborted)
    {
        if (aborted is { } range)
        {
            Volatile.Write(ref _aborted, [.. _aborted, range]);
        }

        _open.RemoveAll(o => o.ProducerId == producerId);
    }

    public void ForgetAborted(long before) =>
        Volatile.Write(ref _aborted, Array.FindAll(_aborted, a => a.LastOffset >= before));

    public void MoveStart(long start) => Volatile.Write(ref _start, Math.Max(start, _start));

    /// <summary>Lets readers see what was committed, and wakes those that wait for it.</summary>
    public void Publish()
    {
        var stable = NextOffset;
        foreach (var (_, first) in _open)
        {
            stable = Math.Min(stable, first);
        }

        var moved = stable != _stableEnd || NextOffset != _end || !Exists;
        Volatile.Write(ref _end, NextOffset);
        Volatile.Write(ref _stableEnd, stable);
        if (moved)
        {
            foreach (var watcher in Volatile.Read(ref _watchers))
            {
                watcher.Set();
            }
        }
    }

    /// <summary>Takes back what was counted or begun but not committed.</summary>
    public void Revert()
    {
        NextOffset = _end;
        Exists = !_isDeleted;
    }

    /// <summary>Takes no further records.</summary>
    public void BeginDelete() => Exists = false;

    /// <summary>The topic is deleted for good.</summary>
    public void EndDelete()
    {
        _isDeleted = true;
        Exists = false;
        Publish();
    }

    public void Watch(ReaderSignal signal)
    {
        lock (_watcherGate)
        {
            Volatile.Write(ref _watchers, [.. _watchers, signal]);
        }
    }

    public void Unwatch(ReaderSignal signal)
    {
        lock (_watcherGate)
        {
            Volatile.Write(ref _watchers, Array.FindAll(_watchers, w => w != signal));
        }
    }
}
