using Connect.Runtime.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Metrics;

/// <summary>Figures over windows of time, as <c>metrics.sample.window.ms</c> and <c>metrics.num.samples</c> say.</summary>
public sealed class SampledFiguresTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new();
    private readonly MetricWindows windows;

    public SampledFiguresTests() => windows = new MetricWindows(Window, 2, time);

    [Fact]
    public void Value_BeforeAnything_IsNone()
    {
        var value = new SampledValue(windows);
        Assert.True(double.IsNaN(value.Average));
        Assert.True(double.IsNaN(value.Max));
    }

    [Fact]
    public void Value_IsOfTheLastWindowsOnly()
    {
        var value = new SampledValue(windows);
        value.Record(100);
        time.Advance(Window);
        value.Record(10);
        value.Record(20);
        Assert.Equal(130 / 3d, value.Average, 6);
        Assert.Equal(100, value.Max);

        time.Advance(Window);
        Assert.Equal(15, value.Average);
        Assert.Equal(20, value.Max);

        time.Advance(Window * 2);
        Assert.True(double.IsNaN(value.Max));
    }

    [Fact]
    public void Rate_InItsFirstSeconds_IsOverAWholeWindow_SoThatItShowsNoPeak()
    {
        var count = 0L;
        var rate = new CounterRate(windows, () => count);
        count = 300;
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, rate.PerSecond);
    }

    [Fact]
    public void Rate_ForgetsWhatIsOlderThanItsWindows()
    {
        var count = 0L;
        var rate = new CounterRate(windows, () => count);
        count = 6000;
        time.Advance(Window);
        rate.Tick();
        Assert.Equal(200, rate.PerSecond);
        time.Advance(Window);
        rate.Tick();
        time.Advance(Window);
        Assert.Equal(0, rate.PerSecond);
    }

    [Fact]
    public void States_AreShownByTheirPartsOfTheTime()
    {
        var states = new StateTimes(time);
        states.Change(RunState.Running);
        time.Advance(TimeSpan.FromSeconds(30));
        states.Change(RunState.Paused);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0.75, states.Ratio(RunState.Running));
        Assert.Equal(0.25, states.Ratio(RunState.Paused));
        Assert.Equal(0, states.Ratio(RunState.Failed));
    }
}
