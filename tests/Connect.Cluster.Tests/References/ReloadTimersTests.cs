using Connect.Cluster.References;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Cluster.Tests.References;

public sealed class ReloadTimersTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly List<string> reloaded = [];
    private readonly ReloadTimers timers;

    public ReloadTimersTests() => timers = new ReloadTimers(time, reloaded.Add);

    public void Dispose() => timers.Dispose();

    [Fact]
    public void Schedule_ShortestTime_RestartsOnce()
    {
        timers.Schedule("c", [Seconds(60), Seconds(10), TimeSpan.Zero]);
        time.Advance(Seconds(9.9));
        Assert.Empty(reloaded);
        time.Advance(Seconds(0.2));
        Assert.Equal(["c"], reloaded);
        time.Advance(Seconds(1000));
        Assert.Equal(["c"], reloaded);
    }

    [Fact]
    public void Schedule_WithoutTimes_NeverRestarts()
    {
        timers.Schedule("c", []);
        timers.Schedule("d", [TimeSpan.Zero]);
        time.Advance(TimeSpan.FromDays(100));
        Assert.Empty(reloaded);
    }

    [Fact]
    public void Schedule_Again_BeginsAnew()
    {
        timers.Schedule("c", [Seconds(10)]);
        time.Advance(Seconds(8));
        timers.Schedule("c", [Seconds(10)]);
        time.Advance(Seconds(8));
        Assert.Empty(reloaded);
        time.Advance(Seconds(2));
        Assert.Equal(["c"], reloaded);
    }

    [Fact]
    public void Cancel_OneConnector_LeavesTheOthers()
    {
        timers.Schedule("c", [Seconds(10)]);
        timers.Schedule("d", [Seconds(10)]);
        timers.Cancel("c");
        timers.Cancel("unknown");
        time.Advance(Seconds(10));
        Assert.Equal(["d"], reloaded);
    }

    [Fact]
    public void Dispose_Scheduled_RestartsNothing()
    {
        timers.Schedule("c", [Seconds(10)]);
        timers.Dispose();
        timers.Schedule("d", [Seconds(10)]);
        time.Advance(Seconds(100));
        Assert.Empty(reloaded);
    }

    [Fact]
    public void Schedule_LongerThanTimersTake_IsCut()
    {
        timers.Schedule("c", [TimeSpan.MaxValue]);
        time.Advance(TimeSpan.FromMilliseconds(int.MaxValue));
        Assert.Equal(["c"], reloaded);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
