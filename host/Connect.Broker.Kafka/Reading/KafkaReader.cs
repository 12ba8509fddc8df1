using System.Text.RegularExpressions;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using Microsoft.Extensions.Logging;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>A consumer of librdkafka: one a sink task. What needs no server is done in the next poll, as Java's consumer does.</summary>
internal sealed partial class KafkaReader : IRecordReader
{
    private readonly MappedSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClientLog _clientLog;
    private readonly Action<KafkaReader> _closed;
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly ConsumerQueue _queue;
    private readonly ReaderPositions _positions = new();
    private readonly PositionTeller _position;
    private readonly RecordDecoder _decoder;
    private readonly BlockingCalls _calls = new();
    private readonly OffsetLookups _lookups;
    private readonly CommitQueue _commits;
    private readonly TopicSelection _topics;
    private readonly GroupMembership _membership;
    private readonly ConsumerErrors _errors;
    private readonly nint _connecting;
    private int _woken;
    private int _disposed;

    public KafkaReader(
        MappedSettings settings, ClientLog clientLog, ILogger logger, TimeProvider time, Action<KafkaReader> closed)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _clientLog = clientLog;
        _closed = closed;
        _decoder = new RecordDecoder(_positions);
        _membership = new GroupMembership(_positions, () => _consumer!.MemberId, OnAssignmentChanged);
        _consumer = ClientBuilding.Build(settings, () => new ConsumerBuilder<Ignore, Ignore>(settings.Client)
            .SetLogHandler((_, message) => clientLog.OnLog(message))
            .SetErrorHandler((_, error) => clientLog.OnError(error))
            .SetPartitionsAssignedHandler((_, partitions) => _membership.Assigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => _membership.Revoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => _membership.Lost(partitions))
            .Build());
        _queue = new ConsumerQueue(_consumer, settings.MaxPollRecords);
        _connecting = Librdkafka.Connect(_queue.Client);
        _position = new PositionTeller(_consumer, _positions, settings);
        _lookups = new OffsetLookups(_consumer, _queue.Client, settings, clientLog, _calls, time);
        _commits = new CommitQueue(_queue.Client, settings, clientLog);
        _topics = new TopicSelection(_consumer, time, settings.MetadataMaxAge, settings.Servers, logger);
        _errors = new ConsumerErrors(_decoder, _topics, settings, logger);
    }

    public IReadOnlyCollection<TopicPartition> Assignment => [.. _positions.Assigned];

    public void Subscribe(IReadOnlyCollection<string> topics, IAssignmentListener listener)
    {
        BeginSubscription(listener);
        _topics.Select(topics);
    }

    public void Subscribe(Regex topics, IAssignmentListener listener)
    {
        BeginSubscription(listener);
        _topics.Select(topics);
    }

    public void Assign(IReadOnlyCollection<TopicPartition> partitions)
    {
        ThrowIfClosed();
        _topics.Clear();
        _membership.Listener = null;
        _positions.Revoke([.. _positions.Assigned.Where(p => !partitions.Contains(p))]);
        _positions.Assign(partitions);
        _position.AssignDue();
    }

    public ConsumedBatch Poll(TimeSpan timeout, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
        _errors.ThrowIfAny();
        var begun = _time.GetTimestamp();
        using var cancelling = cancellationToken.UnsafeRegister(static queue => ((ConsumerQueue)queue!).Yield(), _queue);
        while (true)
        {
            _topics.Refresh();
            if (_position.TellAll())
            {
                _decoder.Forget();
            }

            var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - _time.GetElapsedTime(begun);
            var wait = Volatile.Read(ref _woken) != 0 || (left != Timeout.InfiniteTimeSpan && left < TimeSpan.Zero)
                ? TimeSpan.Zero : _topics.Limit(left);
            var batch = Read(wait);
            if (batch is not null)
            {
                return batch;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (Interlocked.Exchange(ref _woken, 0) != 0
                || (timeout != Timeout.InfiniteTimeSpan && _time.GetElapsedTime(begun) >= timeout))
            {
                return ConsumedBatch.Empty;
            }
        }
    }

    public void Wakeup()
    {
        Volatile.Write(ref _woken, 1);
        _queue.Yield();
    }

    public void Pause(IReadOnlyCollection<TopicPartition> partitions)
    {
        ThrowUnlessAssigned(partitions, "paused");
        _positions.Pause(partitions);
        if (!_membership.IsChanging)
        {
            _position.TellPauses();
        }
    }

    public void Resume(IReadOnlyCollection<TopicPartition> partitions)
    {
        ThrowUnlessAssigned(partitions, "resumed");
        var told = _positions.Resume(partitions);
        if (told.Count > 0)
        {
            _position.Resume(told);
        }
    }

    public void Seek(TopicPartition partition, long offset)
    {
        ThrowUnlessAssigned([partition], "sought");
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        _positions.Seek(partition, offset);
    }

    public long Position(TopicPartition partition, CancellationToken cancellationToken)
    {
        ThrowUnlessAssigned([partition], "asked for its position");
        if (!_positions.TryPosition(partition, out var offset))
        {
            // All at once, since whoever asks for one asks for all; they are kept, so that reading begins where it was said to.
            var unknown = _positions.Assigned.Where(p => !_positions.TryPosition(p, out _)).ToList();
            foreach (var (known, start) in _lookups.Starts(unknown, cancellationToken))
            {
                _positions.Seek(known, start);
            }

            _positions.TryPosition(partition, out offset);
        }

        return offset;
    }

    public void Commit(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken)
    {
        ThrowIfNoGroup();
        cancellationToken.ThrowIfCancellationRequested();
        if (offsets.Count == 0)
        {
            return;
        }

        BrokerException? failure = null;
        var ended = new ManualResetEventSlim(initialState: false);
        _commits.Enqueue(offsets, error =>
        {
            failure = error;
            ended.Set();
        });
        if (!ended.Wait(_settings.ApiTimeout, cancellationToken))
        {
            throw _clientLog.TimedOut($"Committing offsets of group '{_settings.GroupId}'", _settings.ApiTimeout);
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    public void CommitInBackground(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, Action<BrokerException?> completed)
    {
        ThrowIfNoGroup();
        if (offsets.Count == 0)
        {
            completed(null);
            return;
        }

        _commits.Enqueue(offsets, completed);
    }

    public IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Committed(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        ThrowIfNoGroup();
        return _lookups.Committed(partitions, cancellationToken);
    }

    public IReadOnlyDictionary<TopicPartition, OffsetRange> Offsets(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        return _lookups.Offsets(partitions, cancellationToken);
    }

    public async ValueTask CloseAsync(TimeSpan timeout)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // A wake-up would end the leaving, not a poll.
        _queue.StopYielding();

        // Leaving waits for servers inside librdkafka. When it takes longer than we may, it is left to end by itself, and the
        // listener is told no more.
        var leaving = Task.Factory.StartNew(Leave, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var closing = FinishAsync(leaving);
        try
        {
            await closing.WaitAsync(timeout, _time);
        }
        catch (TimeoutException)
        {
            _membership.Listener = null;
            Log.CloseTakesLong(_logger, _settings.GroupId ?? "", _settings.Servers, timeout);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync(TimeSpan.FromSeconds(30));

    private void Leave()
    {
        try
        {
            _consumer.Close();
        }
        catch (KafkaException e)
        {
            Log.CloseFailed(_logger, e, _settings.GroupId ?? "", _settings.Servers);
        }
    }

    private async Task FinishAsync(Task leaving)
    {
        await leaving;
        await _commits.CloseAsync();
        await _calls.WhenIdle();
        await Task.Factory.StartNew(
            () =>
            {
                Librdkafka.QueueDestroy(_connecting);
                _consumer.Dispose();
                _queue.Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        _closed(this);
    }

    private void BeginSubscription(IAssignmentListener listener)
    {
        ThrowIfClosed();
        if (_settings.GroupId is null)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "A reader needs a group.id to subscribe; set one.");
        }

        if (_membership.Listener is null)
        {
            _positions.Clear();
            _position.Unassign();
        }

        _membership.Listener = listener;
    }

    private void OnAssignmentChanged()
    {
        _decoder.Forget();

        // Ends librdkafka's wait, so that pauses asked for meanwhile are told before anything is fetched.
        _queue.Yield();
    }

    private KafkaBatch? Read(TimeSpan wait)
    {
        // A seek that has to be tried again must not wait for records that do not come.
        if (_positions.Seeks.Count > 0 && _positions.Seeks.Any(s => !_positions.IsPaused(s.Key)))
        {
            wait = wait > TimeSpan.FromMilliseconds(10) || wait < TimeSpan.Zero ? TimeSpan.FromMilliseconds(10) : wait;
        }

        try
        {
            if (!_queue.ReadFirst(wait) || _membership.HasFailed)
            {
                _membership.ThrowIfFailed();
                return null;
            }

            _positions.ForgetRevoked();
            _queue.ReadMore();
            _membership.ThrowIfFailed();
            _position.TellPauses();
            var messages = _queue.Messages;
            if (_positions.AnyRevoked && _errors.IsStale(messages[0], _positions))
            {
                // Fetched before a rebalance that was met while taking the rest.
                messages = messages[1..];
            }

            var batch = _decoder.Decode(messages, _errors.Messages);
            _errors.Take();
            if (batch is null)
            {
                _errors.ThrowIfAny();
            }

            return batch;
        }
        finally
        {
            _queue.Release();
        }
    }

    private void ThrowUnlessAssigned(IReadOnlyCollection<TopicPartition> partitions, string what)
    {
        ThrowIfClosed();
        foreach (var partition in partitions)
        {
            if (!_positions.IsAssigned(partition))
            {
                throw new BrokerException(BrokerErrorCode.Invalid, $"{partition} can't be {what}: it is not assigned to this reader.");
            }
        }
    }

    private void ThrowIfNoGroup()
    {
        ThrowIfClosed();
        if (_settings.GroupId is null)
        {
            throw new BrokerException(BrokerErrorCode.Invalid, "The reader has no group.id, so it has no committed offsets; set one.");
        }
    }

    private void ThrowIfClosed()
    {
        // While the group is left, its listener may still commit.
        if (_disposed != 0 && !_membership.IsChanging)
        {
            throw new BrokerException(BrokerErrorCode.Closed, $"The reader of {_settings.Servers} is closed.");
        }
    }
}
