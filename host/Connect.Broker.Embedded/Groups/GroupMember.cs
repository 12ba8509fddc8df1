using Connect.Abi.Records;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Groups;

/// <summary>A reader as its group sees it. Its group's gate guards all but the constant parts.</summary>
internal sealed class GroupMember(string id, ReaderSignal signal, TimeSpan maxPollInterval)
{
    public string Id { get; } = id;

    /// <summary>Set when the member has to look at its group again.</summary>
    public ReaderSignal Signal { get; } = signal;

    public TimeSpan MaxPollInterval { get; } = maxPollInterval;

    /// <summary>The existing topics that the member reads, with their numbers of partitions.</summary>
    public IReadOnlyList<SubscribedTopic> Topics { get; set; } = [];

    /// <summary>Whether it is in the group.</summary>
    public bool IsIn { get; set; }

    /// <summary>Whether it was put out because it did not poll in time, and does not know yet.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether it has given up its partitions for the assignment that is under way.</summary>
    public bool HasJoined { get; set; }

    /// <summary>What it is given but has not taken yet.</summary>
    public IReadOnlyList<TopicPartition>? Given { get; set; }

    /// <summary>The generation whose assignment it has taken.</summary>
    public int Generation { get; set; } = -1;

    /// <summary>Until when it has to poll, as a time stamp; null while it waits inside a poll.</summary>
    public long? Deadline { get; set; }
}

/// <summary>A topic that a member reads.</summary>
internal readonly record struct SubscribedTopic(string Name, int Partitions);
