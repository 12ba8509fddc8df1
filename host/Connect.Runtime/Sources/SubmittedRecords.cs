using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace Connect.Runtime.Sources;

/// <summary>
/// Keeps the order of polled records a source partition, so that an offset becomes committable only after every earlier record of its
/// partition was acknowledged, dropped or passed over. Thread-safe.
/// </summary>
internal sealed class SubmittedRecords
{
    private readonly Lock gate = new();
    private readonly Dictionary<IReadOnlyDictionary<string, object?>, Queue> queues = new(SourcePartitionComparer.Instance);
    private readonly Dictionary<IReadOnlyDictionary<string, object?>, IReadOnlyDictionary<string, object?>?> committable =
        new(SourcePartitionComparer.Instance);

    private IReadOnlyDictionary<string, object?>? lastPartition;
    private Queue? lastQueue;

    /// <summary>Takes a record in, after all that were taken before.</summary>
    /// <param name="record">As polled.</param>
    public SubmittedRecord Submit(SourceRecord record)
    {
        var submitted = new SubmittedRecord(record);
        if (record.SourcePartition is not { } partition)
        {
            // Without a partition there is no offset to commit.
            return submitted;
        }

        lock (gate)
        {
            // Sources mostly give the same map again and again: looked up by reference before its content.
            if (!ReferenceEquals(partition, lastPartition) || lastQueue is null)
            {
                if (!queues.TryGetValue(partition, out lastQueue))
                {
                    lastQueue = new Queue();
                    queues.Add(partition, lastQueue);
                }

                lastPartition = partition;
            }

            lastQueue.Append(submitted);
        }

        return submitted;
    }

    /// <summary>Moves committable offsets on over all settled records at the head of each partition.</summary>
    public void Advance()
    {
        lock (gate)
        {
            AdvanceHoldingGate();
        }
    }

    /// <summary>Takes what has become committable since the last time.</summary>
    /// <returns>One offset a partition; empty for nothing new.</returns>
    public IReadOnlyList<SourceOffset> TakeCommittable()
    {
        lock (gate)
        {
            AdvanceHoldingGate();
            if (committable.Count == 0)
            {
                return [];
            }

            var taken = committable.Select(e => new SourceOffset(e.Key, e.Value)).ToArray();
            committable.Clear();
            return taken;
        }
    }

    private void AdvanceHoldingGate()
    {
        List<IReadOnlyDictionary<string, object?>>? emptied = null;
        foreach (var (partition, queue) in queues)
        {
            if (queue.TakeSettled() is { } last)
            {
                committable[partition] = last.Record.SourceOffset;
            }

            if (queue.IsEmpty && !ReferenceEquals(queue, lastQueue))
            {
                (emptied ??= []).Add(partition);
            }
        }

        foreach (var partition in emptied ?? [])
        {
            queues.Remove(partition);
        }
    }

    private sealed class Queue
    {
        private SubmittedRecord? head;
        private SubmittedRecord? tail;

        public bool IsEmpty => head is null;

        public void Append(SubmittedRecord record)
        {
            if (tail is null)
            {
                head = tail = record;
            }
            else
            {
                tail.Next = record;
                tail = record;
            }
        }

        /// <summary>Removes the settled records at the head; the last one of them, or null.</summary>
        public SubmittedRecord? TakeSettled()
        {
            SubmittedRecord? last = null;
            while (head is { IsSettled: true } settled)
            {
                last = settled;
                head = settled.Next;
                settled.Next = null;
            }

            if (head is null)
            {
                tail = null;
            }

            return last;
        }
    }
}
