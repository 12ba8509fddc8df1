using Connect.Abi.Data;

namespace Connect.Abi.Tests.Data;

public sealed class ConnectMapTests
{
    [Fact]
    public void Add_ManyKeys_KeepOrderAndAreFound()
    {
        var map = new ConnectMap();
        for (var i = 0; i < 1000; i++)
        {
            map.Add($"k{i}", i);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"k{i}"), map.Keys);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Equal(i, map[$"k{i}"]));
        Assert.False(map.ContainsKey("k1000"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20)]
    public void Capacity_Any_HoldsMoreThanThat(int capacity)
    {
        var map = new ConnectMap(capacity);
        for (var i = 0; i < 40; i++)
        {
            Assert.True(map.TryAdd(i, i));
            Assert.False(map.TryAdd(i, -1));
        }

        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(i, map[i]));
        Assert.Equal(40, map.Count);
    }

    [Fact]
    public void Key_Null_IsAKey()
    {
        var map = new ConnectMap { { null, 1 }, { "a", null } };

        Assert.Equal(1, map[null]);
        Assert.True(map.TryGetValue("a", out var value));
        Assert.Null(value);
        Assert.Equal("{null=1, a=null}", map.ToString());
    }

    [Fact]
    public void Key_OfOtherType_IsAnother()
    {
        var map = new ConnectMap { { 1, "int" }, { 1L, "long" } };

        Assert.Equal("int", map[1]);
        Assert.Equal("long", map[1L]);
        Assert.Throws<ArgumentException>(() => map.Add(1, "again"));
        Assert.Throws<KeyNotFoundException>(() => map["1"]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Remove_InTheMiddle_KeepsTheOthersAndTheirOrder(int count)
    {
        var map = new ConnectMap(Enumerable.Range(0, count).Select(i => KeyValuePair.Create<object?, object?>(i, i)));

        Assert.True(map.Remove(2));
        Assert.False(map.Remove(2));
        map.Add(2, "back");

        Assert.Equal([.. Enumerable.Range(0, count).Where(i => i != 2).Cast<object?>(), 2], map.Keys);
        Assert.All(Enumerable.Range(3, count - 3), i => Assert.Equal(i, map[i]));
        Assert.Equal("back", map[2]);
    }

    [Fact]
    public void Clear_ThenAdd_StartsAgain()
    {
        var map = new ConnectMap(Enumerable.Range(0, 20).Select(i => KeyValuePair.Create<object?, object?>(i, i)));

        map.Clear();
        map[3] = "x";

        Assert.Single(map);
        Assert.False(map.ContainsKey(4));
    }

    [Fact]
    public void Equals_OtherOrderAndEqualContent_IsTrue()
    {
        var a = new ConnectMap { { "l", new List<object?> { 1, new byte[] { 1 } } }, { "b", new ReadOnlyMemory<byte>([2]) } };
        var b = new ConnectMap { { "b", new byte[] { 2 } }, { "l", new object?[] { 1, new byte[] { 1 } } } };

        Assert.True(a.Equals(b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        b["l"] = null;
        Assert.False(a.Equals(b));
    }

    [Fact]
    public void Enumerate_Pattern_AllocatesNothing()
    {
        var map = new ConnectMap { { "a", "x" }, { "b", "y" } };
        Assert.Equal(2, Count(map));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Count(map);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void From_Dictionaries_CopiesAndFromOthers_GivesNull()
    {
        var map = new ConnectMap();

        Assert.Same(map, ConnectMap.From(map));
        Assert.Equal(1, ConnectMap.From(new Dictionary<string, int> { ["a"] = 1 })!["a"]);
        Assert.Equal(1, ConnectMap.From(new SortedDictionary<string, object?> { ["a"] = 1 })!["a"]);
        Assert.Null(ConnectMap.From("a"));
        Assert.Null(ConnectMap.From(null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(40)]
    public void WithValues_ThenEitherChanged_LeavesTheOtherAlone(int count)
    {
        var map = new ConnectMap();
        for (var i = 0; i < count; i++)
        {
            map.Add("k" + i, i);
        }

        var other = map.WithValues(new object?[count]);
        var third = map.WithValues([.. map.Values]);
        other["new"] = "x";
        map.Add("mine", 1);
        map.Remove("k0");
        third["k1"] = "y";

        Assert.Equal(count + 1, other.Count);
        Assert.Equal("x", other["new"]);
        Assert.False(other.ContainsKey("mine"));
        Assert.Equal(count > 0, other.ContainsKey("k0"));
        Assert.Equal(count == 0 ? 1 : count, map.Count);
        Assert.Equal("y", third["k1"]);
        Assert.Null(other.GetValueOrDefault("k1"));
        Assert.Equal(Enumerable.Range(0, count).Select(i => "k" + i), other.Keys.Take(count));
        third.Clear();
        Assert.Equal(count == 0 ? 1 : count, map.Keys.Count(map.ContainsKey));
    }

    [Fact]
    public void WithValues_OfAnotherNumber_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ConnectMap { { "a", 1 } }.WithValues([1, 2]));

    private static int Count(ConnectMap map)
    {
        var count = 0;
        foreach (var (_, _) in map)
        {
            count++;
        }

        return count;
    }
}
