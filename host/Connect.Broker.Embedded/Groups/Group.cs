using Connect.Abi.Records;

namespace Connect.Broker.Embedded.Groups;

/// <summary>
/// A group of readers. When members come, go or read other topics, all give up what they have, each inside a poll of its own; once all
/// have, partitions are dealt anew. Who does not poll in time is put out. Thread-safe.
/// </summary>
internal sealed class Group : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<GroupMember> _members = [];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private Dictionary<TopicPartition, OffsetAndMetadata> _offsets = [];
    private int _generation;
    private bool _isRebalancing;
    private long? _armed;

    public Group(string id, TimeProvider time)
    {
        Id = id;
        _time = time;
        _timer = time.CreateTimer(_ => PutOutLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; }

    public bool HasMembers
    {
        get
        {
            lock (_gate)
            {
                return _members.Count > 0;
            }
        }
    }

    /// <summary>The committed offsets: a whole that is never changed, but replaced by the commit thread.</summary>
    public IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Offsets => Volatile.Read(ref _offsets);

    /// <summary>Changes the committed offsets, null removes one. Only the commit thread may.</summary>
    public void ChangeOffsets(IEnumerable<KeyValuePair<TopicPartition, OffsetAndMetadata?>> changes)
    {
        var changed = new Dictionary<TopicPartition, OffsetAndMetadata>(_offsets);
        foreach (var (partition, offset) in changes)
        {
            if (offset is { } value)
            {
                changed[partition] = value;
            }
            else
            {
                changed.Remove(partition);
            }
        }

        Volatile.Write(ref _offsets, changed);
    }

    /// <summary>What a member has to do next.</summary>
    public GroupStep Next(GroupMember member, out IReadOnlyList<TopicPartition> given)
    {
        lock (_gate)
        {
            given = [];
            Touch(member);
            if (member.IsLost)
            {
                member.IsLost = false;
                return GroupStep.Lost;
            }

            if (!member.IsIn || (_isRebalancing && !member.HasJoined))
            {
                return GroupStep.Join;
            }

            if (member.Given is null)
            {
                return GroupStep.None;
            }

            given = member.Given;
            member.Given = null;
            member.Generation = _generation;
            return GroupStep.Take;
        }
    }

    /// <summary>Comes into the group, or into its next generation, after having given up all partitions.</summary>
    public void Join(GroupMember member, IReadOnlyList<SubscribedTopic> topics)
    {
        lock (_gate)
        {
            member.Topics = topics;
            if (!member.IsIn)
            {
                member.IsIn = true;
                member.IsLost = false;
                _members.Add(member);
            }

            Rebalance();
            member.HasJoined = true;
            Touch(member);
            Complete();
        }
    }

    /// <summary>Asks for a new deal, since a member's topics have changed.</summary>
    public void RequestRebalance()
    {
        lock (_gate)
        {
            Rebalance();
        }
    }

    public void Leave(GroupMember member)
    {
        lock (_gate)
        {
            if (member.IsIn)
            {
                Remove(member);
            }

            member.IsLost = false;
        }
    }

    /// <summary>The member waits inside a poll: it can't be late.</summary>
    public void BeginWait(GroupMember member)
    {
        lock (_gate)
        {
            member.Deadline = null;
        }
    }

    /// <summary>The member goes on with its work: the time until its next poll counts.</summary>
    public void EndWait(GroupMember member)
    {
        lock (_gate)
        {
            Touch(member);
        }
    }

    /// <summary>Refuses a commit of someone who has no right to it.</summary>
    /// <param name="member">The member, or null for a reader that is in no group's assignment.</param>
    public void CheckCommit(GroupMember? member)
    {
        lock (_gate)
        {
            if (member is null)
            {
                if (_members.Count > 0)
                {
                    throw new BrokerException(
                        BrokerErrorCode.NotInGroup, $"The group {Id} has members; a reader that is not one of them can't commit offsets for it.");
                }
            }
            else if (!member.IsIn)
            {
                throw new BrokerException(
                    BrokerErrorCode.NotInGroup,
                    $"The member {member.Id} is not in the group {Id} any more: it did not poll for longer than max.poll.interval.ms, and its partitions went to others. Its offsets are not committed.");
            }
            else if (member.Generation != _generation)
            {
                throw new BrokerException(
                    BrokerErrorCode.NotInGroup, $"The group {Id} has dealt its partitions anew; offsets of the earlier deal can't be committed by {member.Id}.");
            }
        }
    }

    public void CheckEmpty(string what)
    {
        if (HasMembers)
        {
            throw new BrokerException(
                BrokerErrorCode.GroupNotEmpty, $"{what} is not possible while the group {Id} has active members; stop its readers first.");
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Rebalance()
    {
        if (_isRebalancing)
        {
            return;
        }

        _isRebalancing = true;
        foreach (var member in _members)
        {
            member.HasJoined = false;
            member.Given = null;
            member.Signal.Set();
        }
    }

    private void Complete()
    {
        if (!_isRebalancing || _members.Count == 0 || !_members.TrueForAll(m => m.HasJoined))
        {
            return;
        }

        var dealt = RangeAssignment.Assign(_members);
        _generation++;
        _isRebalancing = false;
        for (var i = 0; i < dealt.Length; i++)
        {
            _members[i].Given = dealt[i];
            _members[i].Signal.Set();
        }
    }

    private void Remove(GroupMember member)
    {
        _members.Remove(member);
        member.IsIn = false;
        member.Deadline = null;
        member.Given = null;
        Rebalance();
        Complete();
        if (_members.Count == 0)
        {
            _isRebalancing = false;
        }
    }

    private void Touch(GroupMember member)
    {
        if (member.MaxPollInterval == Timeout.InfiniteTimeSpan)
        {
            return;
        }

        member.Deadline = _time.GetTimestamp() + (long)(member.MaxPollInterval.TotalSeconds * _time.TimestampFrequency);
        Arm(member.Deadline.Value);
    }

    private void Arm(long deadline)
    {
        // Deadlines mostly move on before they are reached: the timer goes off at the earliest it knew, and looks then.
        if (_armed is null || deadline < _armed)
        {
            _armed = deadline;
            var wait = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void PutOutLate()
    {
        lock (_gate)
        {
            _armed = null;
            var now = _time.GetTimestamp();
            for (var i = _members.Count - 1; i >= 0 && i < _members.Count; i--)
            {
                var member = _members[i];
                if (member.Deadline <= now)
                {
                    Remove(member);
                    member.IsLost = true;
                    member.Signal.Set();
                }
            }

            foreach (var member in _members)
            {
                if (member.Deadline is { } deadline)
                {
                    Arm(deadline);
                }
            }
        }
    }
}

/// <summary>What a member has to do.</summary>
internal enum GroupStep
{
    /// <summary>Nothing: go on, or wait for the others.</summary>
    None,

    /// <summary>Give up all partitions and join.</summary>
    Join,

    /// <summary>Take what is given.</summary>
    Take,

    /// <summary>Learn that all partitions are gone already.</summary>
    Lost,
}
