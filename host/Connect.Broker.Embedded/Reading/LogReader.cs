using System.Text.RegularExpressions;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Microsoft.Data.Sqlite;
using Group = Connect.Broker.Embedded.Groups.Group;

namespace Connect.Broker.Embedded.Reading;

/// <summary>A reader: fetches on its caller's thread, and sleeps until a writer, its group or a topic's coming has news for it.</summary>
internal sealed class LogReader : IRecordReader
{
    private readonly ReaderSettings _settings;
    private readonly TopicResolver _topics;
    private readonly CommitQueue _queue;
    private readonly ReadSessions _sessions;
    private readonly TimeProvider _time;
    private readonly Action<LogReader> _closed;
    private readonly ReaderSignal _signal;
    private readonly Group? _group;
    private readonly GroupMember _member;
    private readonly List<PartitionReader> _partitions = [];
    private Subscription? _subscription;
    private IAssignmentListener? _listener;
    private int _next;
    private int _wakeups;
    private volatile bool _isClosed;
    private volatile bool _isBrokerClosed;

    public LogReader(
        ReaderSettings settings,
        string memberId,
        GroupTable groups,
        TopicResolver topics,
        CommitQueue queue,
        ReadSessions sessions,
        TimeProvider time,
        Action<LogReader> closed)
    {
        _settings = settings;
        _topics = topics;
        _queue = queue;
        _sessions = sessions;
        _time = time;
        _closed = closed;
        _signal = new ReaderSignal(time);
        _group = settings.GroupId is { } id ? groups.Get(id) : null;
        _member = new GroupMember(memberId, _signal, settings.MaxPollInterval);
        topics.Catalog.Watch(_signal);
    }

    public IReadOnlyCollection<TopicPartition> Assignment => _partitions.ConvertAll(p => p.Name);

    public void Subscribe(IReadOnlyCollection<string> topics, IAssignmentListener listener) =>
        Subscribe(new Subscription(topics, _topics, _settings.CreateTopics), listener);

    public void Subscribe(Regex topics, IAssignmentListener listener) => Subscribe(new Subscription(topics, _topics), listener);

    public void Assign(IReadOnlyCollection<TopicPartition> partitions)
    {
        ThrowIfClosed();
        if (_subscription is not null)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "A reader that has subscribed to topics can't be assigned partitions by hand.");
        }

        // Partitions that stay keep their positions.
        var wanted = partitions.ToHashSet();
        foreach (var gone in _partitions.Where(p => !wanted.Contains(p.Name)).ToList())
        {
            gone.Detach(_signal);
            _partitions.Remove(gone);
        }

        wanted.ExceptWith(_partitions.Select(p => p.Name));
        Add(partitions.Where(wanted.Remove));
    }

    public ConsumedBatch Poll(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var started = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var news = _signal.News;
            if (Interlocked.Exchange(ref _wakeups, 0) != 0)
            {
                return ConsumedBatch.Empty;
            }

            ThrowIfClosed();
            FollowGroup();
            if (Fetch() is { } batch)
            {
                return batch;
            }

            var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - _time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            {
                return ConsumedBatch.Empty;
            }

            Wait(news, left, cancellationToken);
        }
    }

    public void Wakeup()
    {
        Volatile.Write(ref _wakeups, 1);
        _signal.Set();
    }

    public void Pause(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            Find(partition).Pause();
        }
    }

    public void Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            Find(partition).Resume();
        }
    }

    public void Seek(TopicPartition partition, long offset)
    {
        if (offset < 0)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, $"The offset to seek in {partition} can't be negative.");
        }

        Find(partition).Seek(offset);
    }

    public long Position(TopicPartition partition, CancellationToken cancellationToken)
    {
        var reader = Find(partition);
        return TryBegin(reader)
            ? reader.Position!.Value
            : throw new BrokerException(
                BrokerErrorCode.UnknownTopicOrPartition, $"The position in {partition} can't be found out, since the partition does not exist.", isRetriable: true);
    }

    public void Commit(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken) =>
        MakeCommit(offsets, null).Run(_queue, cancellationToken);

    public void CommitInBackground(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?> completed)
    {
        try
        {
            _queue.Add(MakeCommit(offsets, completed));
        }
        catch (BrokerException e)
        {
            completed(e);
        }
    }

    public IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Committed(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var offsets = RequireGroup().Offsets;
        var found = new Dictionary<TopicPartition, OffsetAndMetadata>();
        foreach (var partition in partitions)
        {
            if (offsets.TryGetValue(partition, out var offset))
            {
                found[partition] = offset;
            }
        }

        return found;
    }

    public IReadOnlyDictionary<TopicPartition, OffsetRange> Offsets(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var ranges = new Dictionary<TopicPartition, OffsetRange>();
        foreach (var partition in partitions)
        {
            ranges[partition] = _topics.Catalog.Get(partition).Range(_settings.ReadCommitted);
        }

        return ranges;
    }

    public ValueTask CloseAsync(TimeSpan timeout)
    {
        if (_isClosed)
        {
            return ValueTask.CompletedTask;
        }

        try
        {
            if (_subscription is not null && _group is not null)
            {
                // A lost membership is told as such; otherwise offsets can still be committed while revoking.
                GiveUp(isLost: _group.Next(_member, out _) == GroupStep.Lost);
            }
        }
        finally
        {
            _isClosed = true;
            _group?.Leave(_member);
            Clear();
            _topics.Catalog.Unwatch(_signal);
            _closed(this);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => CloseAsync(TimeSpan.FromSeconds(30));

    /// <summary>Ends the reader's waits for good, since the log closes.</summary>
    public void BrokerCloses()
    {
        _isBrokerClosed = true;
        _signal.Set();
    }

    private void Subscribe(Subscription subscription, IAssignmentListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ThrowIfClosed();
        _ = RequireGroup();
        if (_subscription is null && _partitions.Count > 0)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "A reader that was assigned partitions by hand can't subscribe to topics.");
        }

        _subscription = subscription;
        _listener = listener;
    }

    private void FollowGroup()
    {
        if (_subscription is null || _group is null)
        {
            return;
        }

        if (_subscription.Refresh() && _member.IsIn)
        {
            _group.RequestRebalance();
        }

        while (true)
        {
            switch (_group.Next(_member, out var given))
            {
                case GroupStep.Lost:
                    GiveUp(isLost: true);
                    break;
                case GroupStep.Join:
                    GiveUp(isLost: false);
                    _group.Join(_member, _subscription.Found);
                    break;
                case GroupStep.Take:
                    Add(given);
                    _listener!.OnAssigned(given);
                    break;
                default:
                    return;
            }
        }
    }

    private void GiveUp(bool isLost)
    {
        if (_partitions.Count == 0)
        {
            return;
        }

        var gone = Assignment;
        try
        {
            if (isLost)
            {
                _listener!.OnLost(gone);
            }
            else
            {
                _listener!.OnRevoked(gone);
            }
        }
        finally
        {
            Clear();
        }
    }

    private void Wait(long news, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var group = _subscription is null ? null : _group;
        group?.BeginWait(_member);
        try
        {
            _signal.Wait(news, timeout, cancellationToken);
        }
        finally
        {
            group?.EndWait(_member);
        }
    }

    private RecordBatch? Fetch()
    {
        RecordBatch? batch = null;
        long fetched = 0;
        try
        {
            for (var i = 0; i < _partitions.Count; i++)
            {
                // Beginning with another partition each time, so that a full one does not starve the rest.
                var partition = _partitions[(_next + i) % _partitions.Count];
                if (partition.IsPaused || !TryBegin(partition) || !partition.HasMore)
                {
                    continue;
                }

                batch ??= new RecordBatch(_settings.MaxPollRecords);
                fetched += partition.Fill(batch, _sessions, _time);
                if (batch.IsFull || (batch.Count > 0 && fetched >= _settings.FetchMaxBytes))
                {
                    _next = (_next + i + 1) % _partitions.Count;
                    break;
                }
            }
        }
        catch (SqliteException e)
        {
            batch?.Dispose();
            throw new BrokerException(BrokerErrorCode.Unavailable, $"The embedded log could not be read: {e.Message}", isRetriable: true, e);
        }
        catch
        {
            batch?.Dispose();
            throw;
        }

        if (batch is { Count: 0 })
        {
            batch.Dispose();
            batch = null;
        }

        return batch;
    }

    private bool TryBegin(PartitionReader partition)
    {
        if (partition.Log is not { Exists: true })
        {
            partition.Detach(_signal);
            if (!_topics.TryResolve(partition.Name.Topic, create: false, out _, out _) || _topics.Catalog.Find(partition.Name) is not { } log)
            {
                return false;
            }

            partition.Attach(log, _signal);
        }

        long? committed = _group is not null && _group.Offsets.TryGetValue(partition.Name, out var offset) ? offset.Offset : null;
        partition.Begin(committed, _sessions, _time);
        return true;
    }

    private CommitOffsetsWork MakeCommit(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?>? completed)
    {
        ThrowIfClosed();
        var group = RequireGroup();
        var member = _subscription is null ? null : _member;
        var changes = new KeyValuePair<TopicPartition, OffsetAndMetadata?>[offsets.Count];
        var i = 0;
        foreach (var (partition, offset) in offsets)
        {
            changes[i++] = new(partition, offset);
        }

        return new CommitOffsetsWork(_topics.Catalog, group, changes, () => group.CheckCommit(member), completed);
    }

    private void Add(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            var reader = new PartitionReader(partition, _settings);
            _partitions.Add(reader);
            if (_settings.CreateTopics)
            {
                // Where that fails, the partition waits for its topic like any other.
                _ = _topics.TryResolve(partition.Topic, create: true, out _, out _);
            }

            if (_topics.Catalog.Find(partition) is { } log)
            {
                reader.Attach(log, _signal);
            }
        }
    }

    private void Clear()
    {
        foreach (var partition in _partitions)
        {
            partition.Detach(_signal);
        }

        _partitions.Clear();
    }

    private PartitionReader Find(TopicPartition partition) => _partitions.Find(p => p.Name == partition)
        ?? throw new BrokerException(BrokerErrorCode.Invalid, $"The partition {partition} is not assigned to this reader.");

    private Group RequireGroup() => _group
        ?? throw new BrokerException(BrokerErrorCode.Invalid, "The reader has no group.id, which subscribing and committing need.");

    private void ThrowIfClosed()
    {
        if (_isClosed || _isBrokerClosed)
        {
            throw new BrokerException(BrokerErrorCode.Closed, _isClosed ? "The reader is closed." : "The embedded log is closed.");
        }
    }
}
