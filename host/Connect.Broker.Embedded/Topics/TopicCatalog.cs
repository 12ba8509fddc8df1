using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Connect.Abi.Records;

namespace Connect.Broker.Embedded.Topics;

/// <summary>The topics that exist. The commit thread alone changes it; any thread may look.</summary>
internal sealed class TopicCatalog
{
    private const int MaximalNameLength = 249;

    private readonly Lock _watcherGate = new();
    private readonly HashSet<ReaderSignal> _watchers = [];
    private FrozenDictionary<string, Topic> _topics = FrozenDictionary<string, Topic>.Empty;
    private long _version;

    /// <summary>Counts the changes.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The topics by their names.</summary>
    public FrozenDictionary<string, Topic> Topics => Volatile.Read(ref _topics);

    public static bool IsValidName(string name)
    {
        if (name.Length is 0 or > MaximalNameLength || name is "." or "..")
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    public static BrokerException InvalidName(string name) => new(
        BrokerErrorCode.Invalid,
        $"'{name}' can't be a topic's name: it has 1 to {MaximalNameLength} letters, digits, dots, underscores or hyphens, and is not '.' or '..'.");

    public bool TryGet(string name, [NotNullWhen(true)] out Topic? topic) => Topics.TryGetValue(name, out topic);

    public PartitionLog? Find(TopicPartition partition) =>
        TryGet(partition.Topic, out var topic) && (uint)partition.Partition < (uint)topic.Partitions.Length
            ? topic.Partitions[partition.Partition]
            : null;

    public PartitionLog Get(TopicPartition partition) => Find(partition)
        ?? throw new BrokerException(BrokerErrorCode.UnknownTopicOrPartition, $"The partition {partition} does not exist in the embedded log.");

    public void Add(Topic topic) => Change([.. Topics.Values, topic]);

    public void Load(List<Topic> topics) => Change(topics);

    public void Remove(Topic topic)
    {
        Change([.. Topics.Values.Where(t => t != topic)]);
        foreach (var partition in topic.Partitions)
        {
            partition.EndDelete();
        }
    }

    /// <summary>Sets a signal at each change from now on.</summary>
    public void Watch(ReaderSignal signal)
    {
        lock (_watcherGate)
        {
            _watchers.Add(signal);
        }
    }

    public void Unwatch(ReaderSignal signal)
    {
        lock (_watcherGate)
        {
            _watchers.Remove(signal);
        }
    }

    private void Change(List<Topic> topics)
    {
        Volatile.Write(ref _topics, topics.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal));
        Interlocked.Increment(ref _version);
        lock (_watcherGate)
        {
            foreach (var watcher in _watchers)
            {
                watcher.Set();
            }
        }
    }
}
