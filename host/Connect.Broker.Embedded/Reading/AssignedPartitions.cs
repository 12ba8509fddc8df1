using Connect.Abi.Records;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Microsoft.Data.Sqlite;
using Group = Connect.Broker.Embedded.Groups.Group;

namespace Connect.Broker.Embedded.Reading;

/// <summary>The partitions of one reader, from which it fetches in turn. Not thread-safe.</summary>
internal sealed class AssignedPartitions(
    ReaderSettings settings, Group? group, TopicResolver topics, ReadSessions sessions, ReaderSignal signal, TimeProvider time)
{
    private readonly List<PartitionReader> _partitions = [];
    private int _next;

    public int Count => _partitions.Count;

    public IReadOnlyCollection<TopicPartition> Names => _partitions.ConvertAll(p => p.Name);

    /// <summary>Reads these partitions and no others; those that stay keep their positions.</summary>
    public void Replace(IReadOnlyCollection<TopicPartition> partitions)
    {
        var wanted = partitions.ToHashSet();
        foreach (var gone in _partitions.Where(p => !wanted.Contains(p.Name)).ToList())
        {
            gone.Detach(signal);
            _partitions.Remove(gone);
        }

        wanted.ExceptWith(_partitions.Select(p => p.Name));
        Add(partitions.Where(wanted.Remove));
    }

    public void Add(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            var reader = new PartitionReader(partition, settings);
            _partitions.Add(reader);
            if (settings.CreateTopics)
            {
                // Where that fails, the partition waits for its topic like any other.
                _ = topics.TryResolve(partition.Topic, create: true, out _, out _);
            }

            if (topics.Catalog.Find(partition) is { } log)
            {
                reader.Attach(log, signal);
            }
        }
    }

    public void Clear()
    {
        foreach (var partition in _partitions)
        {
            partition.Detach(signal);
        }

        _partitions.Clear();
    }

    public PartitionReader Find(TopicPartition partition) => _partitions.Find(p => p.Name == partition)
        ?? throw new BrokerException(BrokerErrorCode.Invalid, $"The partition {partition} is not assigned to this reader.");

    /// <summary>The next records of whichever partitions have some; null where none has.</summary>
    public RecordBatch? Fetch()
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

                batch ??= new RecordBatch(settings.MaxPollRecords);
                fetched += partition.Fill(batch, sessions, time);
                if (batch.IsFull || (batch.Count > 0 && fetched >= settings.FetchMaxBytes))
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

    /// <summary>Finds out where to begin in a partition, if it exists and that is not known yet.</summary>
    public bool TryBegin(PartitionReader partition)
    {
        if (partition.Log is not { Exists: true })
        {
            partition.Detach(signal);
            if (!topics.TryResolve(partition.Name.Topic, create: false, out _, out _) || topics.Catalog.Find(partition.Name) is not { } log)
            {
                return false;
            }

            partition.Attach(log, signal);
        }

        long? committed = group is not null && group.Offsets.TryGetValue(partition.Name, out var offset) ? offset.Offset : null;
        partition.Begin(committed, sessions, time);
        return true;
    }
}
