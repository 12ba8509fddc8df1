using System.Text;
using Connect.Storage;

namespace Connect.Contract.Tests.Stores;

/// <summary>What every store of offsets does.</summary>
public abstract class OffsetStoreContract(IStoreKind<IOffsetBackingStore> kind) : IAsyncLifetime
{
    protected IOffsetBackingStore Store { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Store = kind.Open();
        await Store.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.StopAsync(CancellationToken.None);
        kind.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Get_Missing_IsNullInItsPlace()
    {
        await SetAsync(("a", "1"));
        Assert.Equal([null, "1", null], await GetAsync("x", "a", "y"));
        Assert.Empty(await GetAsync());
    }

    [Fact]
    public async Task Set_Again_IsTheLastValue()
    {
        await SetAsync(("a", "1"), ("b", "2"));
        await SetAsync(("a", "3"));
        Assert.Equal(["3", "2"], await GetAsync("a", "b"));
    }

    [Fact]
    public async Task Set_TheSameKeyTwiceInOneWrite_IsTheLaterValue()
    {
        await SetAsync(("a", "1"), ("a", "2"));
        Assert.Equal(["2"], await GetAsync("a"));
    }

    [Fact]
    public async Task Set_Null_RemovesTheOffset()
    {
        await SetAsync(("a", "1"));
        await SetAsync(("a", null));
        Assert.Equal([null], await GetAsync("a"));
    }

    [Fact]
    public async Task Set_Nothing_ChangesNothing()
    {
        await SetAsync(("a", "1"));
        await SetAsync();
        Assert.Equal(["1"], await GetAsync("a"));
    }

    [Fact]
    public async Task Keys_AreComparedByTheirBytes()
    {
        byte[] key = [0, 255, 1];
        await Store.SetAsync([new(key, [7])], Token);
        var values = await Store.GetAsync([[0, 255, 1], [0, 255]], Token);
        Assert.Equal([7], values[0]!);
        Assert.Null(values[1]);
    }

    [Fact]
    public async Task Writes_SideBySide_AllArrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SetAsync(($"k{i}", $"{i}"))));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await GetAsync([.. Enumerable.Range(0, 50).Select(i => $"k{i}")]));
    }

    [Fact]
    public async Task Partitions_AreAConnectorsOwn()
    {
        await SetAsync(("""["c",{"f":1}]""", "{}"), ("""["c",{"f":2}]""", "{}"), ("""["d",{"f":3}]""", "{}"));
        Assert.Equal([1L, 2L], Store.ConnectorPartitions("c").Select(p => p["f"]).Order());
        Assert.Equal(3L, Assert.Single(Store.ConnectorPartitions("d"))["f"]);
        Assert.Empty(Store.ConnectorPartitions("e"));
    }

    [Fact]
    public async Task Partitions_OffsetRemoved_NoLongerListItUntilThereIsOneAgain()
    {
        await SetAsync(("""["c",{"f":1}]""", "{}"), ("""["c",{"f":2}]""", "{}"));
        await SetAsync(("""["c",{"f":1}]""", null));
        Assert.Equal(2L, Assert.Single(Store.ConnectorPartitions("c"))["f"]);
        await SetAsync(("""["c",{"f":1}]""", "{}"));
        Assert.Equal(2, Store.ConnectorPartitions("c").Count);
    }

    [Fact]
    public async Task Keys_ThatAreNoOffsetKeys_AreKeptAndBelongToNobody()
    {
        await SetAsync(("no json", "1"), ("[]", "2"));
        Assert.Equal(["1", "2"], await GetAsync("no json", "[]"));
        Assert.Empty(Store.ConnectorPartitions("no json"));
    }

    [Fact]
    public async Task OpenedAgain_HoldsWhatSuchAStoreKeeps()
    {
        await SetAsync(("""["c",{"f":1}]""", "{}"), ("b", "2"), ("b", null));
        await Store.StopAsync(Token);
        Store = kind.Open();
        await Store.StartAsync(Token);

        Assert.Equal(kind.OutlivesItsProcess ? ["{}", null] : [null, null], await GetAsync("""["c",{"f":1}]""", "b"));
        Assert.Equal(kind.OutlivesItsProcess ? 1 : 0, Store.ConnectorPartitions("c").Count);
    }

    protected Task SetAsync(params (string Key, string? Value)[] entries) =>
        Store.SetAsync([.. entries.Select(e => new KeyValuePair<byte[], byte[]?>(Bytes(e.Key)!, Bytes(e.Value)))], Token).AsTask();

    protected async Task<IEnumerable<string?>> GetAsync(params string[] keys) =>
        (await Store.GetAsync([.. keys.Select(k => Bytes(k)!)], Token)).Select(v => v is null ? null : Encoding.UTF8.GetString(v)).ToArray();

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
