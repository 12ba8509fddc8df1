using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.Tests.Data;

public sealed class HeadersTests
{
    [Fact]
    public void Add_SameKey_KeepsBothInOrder()
    {
        var headers = new Headers().AddString("k", "1").AddInt32("other", 2).AddString("k", "3");

        Assert.Equal(3, headers.Count);
        Assert.Equal("3", headers.LastWithName("k")!.Value);
        Assert.Equal(["1", "3"], headers.AllWithName("k").Select(h => h.Value));
        Assert.Null(headers.LastWithName("none"));
    }

    [Fact]
    public void RetainLatest_OneKeyOrAll_KeepsLastOfEach()
    {
        var headers = new Headers().AddInt32("a", 1).AddInt32("b", 2).AddInt32("a", 3).AddInt32("b", 4);

        Assert.Equal(new object[] { 2, 3, 4 }, headers.Duplicate().RetainLatest("a").Select(h => h.Value));
        Assert.Equal(new object[] { 3, 4 }, headers.RetainLatest().Select(h => h.Value));
    }

    [Fact]
    public void Apply_ChangesAndRemoves_InPlace()
    {
        var headers = new Headers().AddInt32("a", 1).AddInt32("b", 2).AddInt32("a", 3);

        headers.Apply("a", h => (int)h.Value! == 1 ? null : h.Rename("c"));
        headers.Apply(h => h.With(Schema.Int64, (long)(int)h.Value!));

        Assert.Equal(new Headers().AddInt64("b", 2).AddInt64("c", 3), headers);
    }

    [Fact]
    public void Duplicate_Changed_LeavesTheOriginal()
    {
        var headers = new Headers().AddString("a", "1");

        headers.Duplicate().Remove("a");

        Assert.Single(headers);
        Assert.Empty(headers.Clear());
    }

    [Fact]
    public void Equals_BytesByContentAndOrder_Counts()
    {
        var a = new Headers().AddBytes("k", [1]).AddString("s", null);
        var b = new Headers().AddBytes("k", [1]).AddString("s", null);

        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.NotEqual(a, new Headers().AddString("s", null).AddBytes("k", [1]));
    }

    [Fact]
    public void Add_ValueOfOtherType_IsRefused()
    {
        Assert.Throws<DataException>(() => new Headers().Add("k", new SchemaAndValue(Schema.Int32, "x")));
        Assert.Throws<DataException>(() => new Headers().Add("k", new SchemaAndValue(Schema.Int32, null)));
        Assert.Throws<DataException>(() => new Headers().AddDate("k", new EpochMillis(1)));
        Assert.Throws<DataException>(() => new Headers().AddTime("k", new EpochMillis(-1)));
        Assert.Single(new Headers().Add("k", new SchemaAndValue(Date.Schema, new EpochMillis(0))));
    }

    [Fact]
    public void Enumerate_Pattern_AllocatesNothing()
    {
        var headers = new Headers().AddString("a", "1").AddString("b", "2");
        Assert.Equal(2, Count(headers));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Count(headers);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Duplicate_EitherChanged_LeavesTheOtherAlone()
    {
        var one = new Headers().AddString("a", "1");
        var other = one.Duplicate();
        other.AddString("b", "2");
        one.Remove("a");
        Assert.Empty(one);
        Assert.Equal(["a", "b"], other.Select(header => header.Key));
    }

    private static int Count(Headers headers)
    {
        var count = 0;
        foreach (var _ in headers)
        {
            count++;
        }

        return count;
    }

    [Fact]
    public void Remove_AmongMany_KeepsTheOthersInOrder()
    {
        var headers = new Headers();
        for (var i = 0; i < 10; i++)
        {
            headers.AddInt32(i % 3 == 0 ? "third" : "other", i);
        }

        headers.Remove("third").AddInt32("other", 10);

        Assert.Equal(new object[] { 1, 2, 4, 5, 7, 8, 10 }, headers.Select(h => h.Value));
        Assert.Throws<IndexOutOfRangeException>(() => headers[7]);
        Assert.Empty(headers.Clear());
    }

    [Fact]
    public void Enumeration_HeaderAddedMeanwhile_IsRefused()
    {
        var headers = new Headers().AddInt32("a", 1);

        var thrown = Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var header in headers)
            {
                headers.Add(header);
            }
        });

        Assert.Contains("Duplicate()", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(2, headers.Count);
    }
}
