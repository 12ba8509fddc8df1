using Connect.PluginLoading.Unloading;
using Microsoft.Extensions.Time.Testing;

namespace Connect.PluginLoading;

public sealed class CollectionGateTests
{
    [Fact]
    public void Collections_WithinTheInterval_AreOne()
    {
        var time = new FakeTimeProvider();
        var collections = 0;
        using var gate = new CollectionGate(time, () => collections++);
        var interval = TimeSpan.FromSeconds(10);

        Assert.True(gate.TryCollect(interval, out var wait));
        Assert.Equal(TimeSpan.Zero, wait);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(gate.TryCollect(interval, out wait));
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(gate.TryCollect(interval, out _));
        Assert.Equal(2, collections);
        Assert.Equal(2, gate.Count);
    }
}
