using Connect.Abi.Records;

namespace Connect.Broker.Kafka.Reading;

/// <summary>What a reader reads and where: assignment, pauses, positions and seeks not yet done. Pure; the reader's thread only.</summary>
internal sealed class ReaderPositions
{
    private readonly Dictionary<TopicPartition, long> _positions = [];
    private readonly Dictionary<TopicPartition, long> _seeks = [];
    private readonly HashSet<TopicPartition> _assigned = [];
    private readonly HashSet<TopicPartition> _paused = [];
    private readonly HashSet<TopicPartition> _toPause = [];
    private readonly HashSet<TopicPartition> _gone = [];

    public IReadOnlyCollection<TopicPartition> Assigned => _assigned;

    /// <summary>Seeks that the client has not been told.</summary>
    public IReadOnlyDictionary<TopicPartition, long> Seeks => _seeks;

    /// <summary>Pauses that the client has not been told.</summary>
    public IReadOnlyCollection<TopicPartition> ToPause => _toPause;

    public bool IsAssigned(TopicPartition partition) => _assigned.Contains(partition);

    public bool IsPaused(TopicPartition partition) => _paused.Contains(partition);

    public void Assign(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned.Add(partition);
        }
    }

    /// <summary>Partitions that are not read any more; their pauses and positions end with them.</summary>
    public void Revoke(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _assigned.Remove(partition);
            _positions.Remove(partition);
            _seeks.Remove(partition);
            _paused.Remove(partition);
            _toPause.Remove(partition);
            _gone.Add(partition);
        }
    }

    public void Clear() => Revoke([.. _assigned]);

    /// <summary>What was revoked until now concerns no record that is still to be read.</summary>
    public void ForgetRevoked() => _gone.Clear();

    /// <summary>Whether the partition was revoked since, so that what was read before is stale.</summary>
    public bool WasRevoked(TopicPartition partition) => _gone.Contains(partition);

    public bool AnyRevoked => _gone.Count > 0;

    public void Pause(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (_paused.Add(partition))
            {
                _toPause.Add(partition);
            }
        }
    }

    /// <summary>Ends pauses.</summary>
    /// <returns>Those that the client knows of and must be told the end of.</returns>
    public List<TopicPartition> Resume(IEnumerable<TopicPartition> partitions)
    {
        List<TopicPartition> told = [];
        foreach (var partition in partitions)
        {
            if (_paused.Remove(partition) && !_toPause.Remove(partition))
            {
                told.Add(partition);
            }
        }

        return told;
    }

    public void PausesTold() => _toPause.Clear();

    public void Seek(TopicPartition partition, long offset)
    {
        _seeks[partition] = offset;
        _positions[partition] = offset;
    }

    public bool TakeSeek(TopicPartition partition, out long offset) => _seeks.Remove(partition, out offset);

    public bool TryPosition(TopicPartition partition, out long offset) => _positions.TryGetValue(partition, out offset);

    /// <summary>Records up to before this offset are about to be returned.</summary>
    public void Read(TopicPartition partition, long next) => _positions[partition] = next;

    /// <summary>
    /// Whether a record may be returned: not of a partition that is paused, is about to be sought elsewhere, or is not assigned any
    /// more. The first one held back of a paused partition is where it will go on.
    /// </summary>
    public bool MayRead(TopicPartition partition, long offset)
    {
        if (_paused.Count == 0 && _seeks.Count == 0 && _gone.Count == 0)
        {
            return true;
        }

        if (!_assigned.Contains(partition) || _seeks.ContainsKey(partition))
        {
            return false;
        }

        if (_paused.Contains(partition))
        {
            Seek(partition, offset);
            return false;
        }

        return true;
    }
}
