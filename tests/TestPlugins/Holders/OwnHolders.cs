using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TestPlugins.Holders;

internal sealed class WeakTableHolder : IHolder
{
    private static readonly ConditionalWeakTable<object, object> Table = [];

    public void Hold() => Table.AddOrUpdate(typeof(string), this);

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(Table.TryGetValue(typeof(string), out var found) && found == this);
}

internal sealed class HandleHolder : IHolder
{
    private static GCHandle handle;

    public void Hold() => handle = GCHandle.Alloc(this);

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(handle.IsAllocated && handle.Target == this);
}

internal sealed class ThreadLocalHolder : IHolder
{
    private static readonly ThreadLocal<object?> Local = new();

    /// <summary>On a thread of the pool's, which stays.</summary>
    public void Hold()
    {
        using var set = new ManualResetEventSlim();
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                Local.Value = this;
                set.Set();
            },
            null);
        set.Wait();
    }

    public Task<bool> WorksAsync(CancellationToken cancellationToken)
    {
        // Set on another thread: here it is only seen whether it can still be used.
        Local.Value = this;
        return Task.FromResult(Local.Value == this);
    }
}

/// <summary>A token that is linked to one of the host's, which lives as long as the process here.</summary>
internal sealed class LinkedTokenHolder : IHolder
{
    private static CancellationTokenSource? linked;

    /// <summary>The host's.</summary>
    private static CancellationTokenSource Host =>
        (CancellationTokenSource)AppDomain.CurrentDomain.GetData("holders.token")!;

    public void Hold()
    {
        linked = CancellationTokenSource.CreateLinkedTokenSource(Host.Token);
        linked.Token.Register(() => GC.KeepAlive(this));
    }

    public Task<bool> WorksAsync(CancellationToken cancellationToken) => Task.FromResult(!linked!.IsCancellationRequested && linked.Token.CanBeCanceled);
}
