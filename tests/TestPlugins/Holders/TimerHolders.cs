using System.Net;
using System.Net.Sockets;

namespace TestPlugins.Holders;

/// <summary>A number that is awaited.</summary>
internal sealed class Ticks
{
    private readonly SemaphoreSlim _ticks = new(0);

    public void Tick() => _ticks.Release();

    /// <summary>Whether there is one from now on.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (_ticks.Wait(0, CancellationToken.None))
        {
        }

        await _ticks.WaitAsync(cancellationToken);
        return true;
    }
}

internal sealed class DelayHolder : IHolder
{
    private Task _delay = Task.CompletedTask;

    public void Hold() => _delay = DelayAsync();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(!_delay.IsCompleted);

    private static async Task DelayAsync()
    {
        await Task.Delay(TimeSpan.FromHours(1), TimeProvider.System);
        GC.KeepAlive(typeof(DelayHolder));
    }
}

internal sealed class DelayLoopHolder : IHolder
{
    private readonly Ticks _ticks = new();

    public void Hold() => _ = LoopAsync();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => _ticks.NextAsync(cancellationToken);

    private async Task LoopAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
            _ticks.Tick();
        }
    }
}

internal sealed class PeriodicTimerHolder : IHolder
{
    private readonly Ticks _ticks = new();

    public void Hold() => _ = LoopAsync();

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => _ticks.NextAsync(cancellationToken);

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync())
        {
            _ticks.Tick();
        }
    }
}

/// <summary>A timer that is kept where only the plugin knows of it.</summary>
internal sealed class TimerHolder : IHolder
{
    private readonly Ticks _ticks = new();
    private Timer? _timer;

    public void Hold() => _timer = new Timer(_ => _ticks.Tick(), null, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => _timer is null ? Task.FromResult(false) : _ticks.NextAsync(cancellationToken);
}

internal sealed class SocketHolder : IHolder
{
    private int _port;

    public void Hold()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public async Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
        return await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1;
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(new byte[] { 1 });
        }
    }
}

internal sealed class RegisteredWaitHolder : IHolder
{
    private readonly Ticks _ticks = new();
    private readonly AutoResetEvent _event = new(false);

    public void Hold() => ThreadPool.RegisterWaitForSingleObject(_event, (_, _) => _ticks.Tick(), null, Timeout.InfiniteTimeSpan, executeOnlyOnce: false);

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        var next = _ticks.NextAsync(cancellationToken);
        _event.Set();
        return next;
    }
}
