using Connect.Abi.Records;

namespace Connect.Runtime.Sinks;

/// <summary>
/// The positions of a sink task: what was read, what was put, what was committed, a partition each. On the task's thread.
/// </summary>
internal sealed class SinkOffsets
{
    private readonly Dictionary<TopicPartition, long> read = [];
    private readonly Dictionary<TopicPartition, OffsetAndMetadata> put = [];
    private readonly Dictionary<TopicPartition, OffsetAndMetadata> committed = [];

    /// <summary>Records that were read and whose offsets are not committed.</summary>
    public long Active
    {
        get
        {
            var active = 0L;
            foreach (var (partition, offset) in committed)
            {
                var next = read.TryGetValue(partition, out var pending) ? pending : put[partition].Offset;
                active += Math.Max(0, next - offset.Offset);
            }

            return active;
        }
    }

    /// <summary>A partition begins here.</summary>
    public void Assigned(TopicPartition partition, long position)
    {
        put[partition] = new OffsetAndMetadata(position);
        committed[partition] = new OffsetAndMetadata(position);
    }

    /// <summary>Partitions go.</summary>
    public void Removed(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            read.Remove(partition);
            put.Remove(partition);
            committed.Remove(partition);
        }
    }

    /// <summary>A record was read, whatever became of it on its way.</summary>
    public void Read(TopicPartition partition, long nextOffset) => read[partition] = nextOffset;

    /// <summary>All that was read was put.</summary>
    public void Put()
    {
        foreach (var (partition, next) in read)
        {
            if (put.ContainsKey(partition))
            {
                put[partition] = new OffsetAndMetadata(next);
            }
        }

        read.Clear();
    }

    /// <summary>The plugin goes on elsewhere.</summary>
    public bool TrySeek(TopicPartition partition, long offset)
    {
        if (!put.ContainsKey(partition))
        {
            return false;
        }

        put[partition] = new OffsetAndMetadata(offset);
        read.Remove(partition);
        return true;
    }

    /// <summary>The next offset to read of each of these partitions, as of the last put.</summary>
    /// <param name="partitions">The partitions; null for all.</param>
    public Dictionary<TopicPartition, OffsetAndMetadata> Current(IReadOnlyCollection<TopicPartition>? partitions) =>
        partitions is null
            ? new Dictionary<TopicPartition, OffsetAndMetadata>(put)
            : put.Where(e => partitions.Contains(e.Key)).ToDictionary();

    /// <summary>What of the plugin's answer is to be committed: assigned, not beyond what was put, and new.</summary>
    /// <param name="answered">The plugin's answer.</param>
    /// <param name="refused">Called for each offset that is not taken, with the reason.</param>
    public Dictionary<TopicPartition, OffsetAndMetadata> Committable(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> answered, Action<TopicPartition, long, string> refused)
    {
        var result = new Dictionary<TopicPartition, OffsetAndMetadata>();
        foreach (var (partition, offset) in answered)
        {
            if (!put.TryGetValue(partition, out var current))
            {
                refused(partition, offset.Offset, "the partition is not assigned to the task");
            }
            else if (offset.Offset > current.Offset)
            {
                refused(partition, offset.Offset, "it is beyond the records that the task was given");
            }
            else if (committed.GetValueOrDefault(partition) != offset)
            {
                result[partition] = offset;
            }
        }

        return result;
    }

    /// <summary>Offsets were committed.</summary>
    public void Committed(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (committed.ContainsKey(partition))
            {
                committed[partition] = offset;
            }
        }
    }

    /// <summary>Goes back to the last committed offsets: what was put since comes again.</summary>
    /// <returns>Where to go on.</returns>
    public IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> Rewind()
    {
        read.Clear();
        foreach (var (partition, offset) in committed)
        {
            put[partition] = offset;
        }

        return committed;
    }
}
