using Connect.Cluster;

namespace Connect.Rest;

/// <summary>The herder, once there is one: requests that come before wait for it.</summary>
internal sealed class HerderAccess
{
    private readonly TaskCompletionSource<IHerder> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The herder, or null while the worker starts.</summary>
    public IHerder? Current => ready.Task.IsCompletedSuccessfully ? ready.Task.GetAwaiter().GetResult() : null;

    public void Set(IHerder herder) => ready.TrySetResult(herder);

    public void Close() => ready.TrySetException(new InvalidOperationException("The worker stops before it has started."));

    public Task<IHerder> WaitAsync(CancellationToken cancellationToken) => ready.Task.WaitAsync(cancellationToken);
}
