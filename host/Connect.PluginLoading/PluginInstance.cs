namespace Connect.PluginLoading;

/// <summary>
/// An instance of a plugin class that counts as a user of its plugin until it is disposed. Disposing does not dispose the
/// instance itself: who asked for it does that, before.
/// </summary>
/// <typeparam name="T">What the instance is used as.</typeparam>
public sealed class PluginInstance<T> : IDisposable
    where T : class
{
    private readonly object _use;
    private T? _value;

    /// <summary>Takes over a use that was counted for <paramref name="use"/>.</summary>
    internal PluginInstance(T value, LoadedPlugin plugin, object use)
    {
        _value = value;
        _use = use;
        Plugin = plugin;
    }

    /// <summary>The instance.</summary>
    /// <exception cref="ObjectDisposedException">Its use has ended: the plugin may be gone.</exception>
    public T Value => _value ?? throw new ObjectDisposedException(nameof(PluginInstance<T>));

    /// <summary>Its plugin.</summary>
    public LoadedPlugin Plugin { get; }

    /// <summary>Enters the plugin's code; see <see cref="LoadedPlugin.Enter"/>.</summary>
    public PluginScope Enter() => Plugin.Enter();

    /// <summary>Ends the use. Nothing of the plugin is held from here on.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _value, null) is not null)
        {
            Plugin.Returned(_use);
        }
    }
}
