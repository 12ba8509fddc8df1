using Connect.Abi.Records;
using Connect.Runtime.Sources;

namespace Connect.Runtime.Tests.Sources;

public sealed class SubmittedRecordsTests
{
    private readonly SubmittedRecords submitted = new();

    [Fact]
    public void Offset_BecomesCommittable_OnlyAfterEveryEarlierRecordIsSettled()
    {
        var first = submitted.Submit(Record("a", 1));
        var second = submitted.Submit(Record("a", 2));
        var third = submitted.Submit(Record("a", 3));

        second.Settle();
        Assert.Empty(submitted.TakeCommittable());
        first.Settle();
        Assert.Equal(2L, Assert.Single(submitted.TakeCommittable()).Offset!["position"]);
        Assert.Empty(submitted.TakeCommittable());
        third.Settle();
        Assert.Equal(3L, Assert.Single(submitted.TakeCommittable()).Offset!["position"]);
    }

    [Fact]
    public void Partitions_DoNotWaitForEachOther()
    {
        submitted.Submit(Record("a", 1));
        submitted.Submit(Record("b", 7)).Settle();

        var offset = Assert.Single(submitted.TakeCommittable());
        Assert.Equal(("b", 7L), (offset.Partition["file"], offset.Offset!["position"]));
    }

    [Fact]
    public void EqualPartitions_OfOtherInstances_AreOne()
    {
        var first = submitted.Submit(Record("a", 1));
        submitted.Submit(Record("b", 1)).Settle();
        submitted.Submit(Record("a", 2)).Settle();

        Assert.Equal("b", Assert.Single(submitted.TakeCommittable()).Partition["file"]);
        first.Settle();
        Assert.Equal(2L, Assert.Single(submitted.TakeCommittable()).Offset!["position"]);
    }

    [Fact]
    public void Advance_ForgetsSettledRecords_AndKeepsTheirLastOffset()
    {
        for (var i = 1; i <= 1000; i++)
        {
            submitted.Submit(Record("a", i)).Settle();
            submitted.Advance();
        }

        Assert.Equal(1000L, Assert.Single(submitted.TakeCommittable()).Offset!["position"]);
    }

    private static SourceRecord Record(string file, long position) => new(
        new Dictionary<string, object?> { ["file"] = file }, new Dictionary<string, object?> { ["position"] = position }, "t", null, "v");
}
