using Connect.Runtime.Sources;

namespace Connect.Runtime.Tests.Sources;

public sealed class InflightLimiterTests
{
    [Fact]
    public async Task Acquire_BeyondTheBound_WaitsForARelease()
    {
        using var limiter = new InflightLimiter(maxRecords: 10, maxBytes: 100);
        limiter.Acquire(10, 50, CancellationToken.None);
        var waiting = Task.Run(() => limiter.Acquire(1, 10, CancellationToken.None), TestContext.Current.CancellationToken);

        var first = await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.NotSame(waiting, first);
        limiter.Release(1, 5);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal((10L, 55L), (limiter.Records, limiter.Bytes));
    }

    [Fact]
    public void Acquire_LargerThanTheBound_GoesAlone()
    {
        using var limiter = new InflightLimiter(maxRecords: 10, maxBytes: 100);

        limiter.Acquire(1, 1000, CancellationToken.None);

        Assert.Equal(1000, limiter.Bytes);
    }

    [Fact]
    public async Task Stop_EndsTheWait()
    {
        using var limiter = new InflightLimiter(1, 1);
        using var stopping = new CancellationTokenSource();
        limiter.Acquire(1, 1, stopping.Token);
        var waiting = Task.Run(() => limiter.Acquire(1, 1, stopping.Token), TestContext.Current.CancellationToken);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
