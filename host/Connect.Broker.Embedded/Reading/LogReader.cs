using System.Text.RegularExpressions;
using Connect.Abi.Records;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Group = Connect.Broker.Embedded.Groups.Group;

namespace Connect.Broker.Embedded.Reading;

/// <summary>A reader: fetches on its caller's thread, and sleeps until a writer, its group or a topic's coming has news for it.</summary>
internal sealed class LogReader : IRecordReader
{
    private readonly ReaderSettings _settings;
    private readonly TopicResolver _topics;
    private readonly CommitQueue _queue;
    private readonly TimeProvider _time;
    private readonly Action<LogReader> _closed;
    private readonly ReaderSignal _signal;
    private readonly Group? _group;
    private readonly GroupMember _member;
    private readonly AssignedPartitions _partitions;
    private Subscription? _subscription;
    private IAssignmentListener? _listener;
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
        _time = time;
        _closed = closed;
        _signal = new ReaderSignal(time);
        _group = settings.GroupId is { } id ? groups.Get(id) : null;
        _member = new GroupMember(memberId, _signal, settings.MaxPollInterval);
        _partitions = new AssignedPartitions(settings, _group, topics, sessions, _signal, time);
        topics.Catalog.Watch(_signal);
    }

    public IReadOnlyCollection<TopicPartition> Assignment => _partitions.Names;

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

        _partitions.Replace(partitions);
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
            if (_partitions.Fetch() is { } batch)
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
            _partitions.Find(partition).Pause();
        }
    }

    public void Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _partitions.Find(partition).Resume();
        }
    }

    public void Seek(TopicPartition partition, long offset)
    {
        if (offset < 0)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, $"The offset to seek in {partition} can't be negative.");
        }

        _partitions.Find(partition).Seek(offset);
    }

    public long Position(TopicPartition partition, CancellationToken cancellationToken)
    {
        var reader = _partitions.Find(partition);
        return _partitions.TryBegin(reader)
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
            _partitions.Clear();
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
        if (_member.IsIn)
        {
            _group!.RequestRebalance();
        }
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
                    _partitions.Add(given);
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
            _partitions.Clear();
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
