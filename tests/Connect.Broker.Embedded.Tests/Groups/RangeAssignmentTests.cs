using Connect.Broker.Embedded.Groups;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Tests.Groups;

public sealed class RangeAssignmentTests
{
    [Fact]
    public void Assign_UnevenNumbers_FirstMembersGetOneMore()
    {
        var dealt = RangeAssignment.Assign([Member(("t", 7)), Member(("t", 7)), Member(("t", 7))]);
        Assert.Equal([[0, 1, 2], [3, 4], [5, 6]], dealt.Select(d => d.Select(p => p.Partition)));
    }

    [Fact]
    public void Assign_MoreMembersThanPartitions_LastOnesGetNone()
    {
        var dealt = RangeAssignment.Assign([Member(("t", 1)), Member(("t", 1))]);
        Assert.Equal([1, 0], dealt.Select(d => d.Count));
    }

    [Fact]
    public void Assign_DifferentTopics_GoToTheirReadersOnly()
    {
        var dealt = RangeAssignment.Assign([Member(("a", 2)), Member(("a", 2), ("b", 2))]);
        Assert.Equal(["a-0"], dealt[0].Select(p => p.ToString()));
        Assert.Equal(["a-1", "b-0", "b-1"], dealt[1].Select(p => p.ToString()));
    }

    private static GroupMember Member(params (string Name, int Partitions)[] topics) =>
        new("m", new ReaderSignal(TimeProvider.System), TimeSpan.FromMinutes(1))
        {
            Topics = [.. topics.Select(t => new SubscribedTopic(t.Name, t.Partitions))],
        };
}
