namespace Connect.PluginLoading;

/// <summary>
/// An instance of a plugin class that counts as a user of its plugin until it is disposed. Disposing does not dispose the
/// instance itself: who asked for it does that, before.
/// </summary>
/// <typeparam name="T">What the instance is used as.</typeparam>
public sealed class PluginInstance<T> : IDisposable
    where T : class
{
    private int _returned;

    internal PluginInstance(T value, LoadedPlugin plugin)
    {
        Value = value;
        Plugin = plugin;
        plugin.Taken();
    }

    /// <summary>The instance.</summary>
    public T Value { get; }

    /// <summary>Its plugin.</summary>
    public LoadedPlugin Plugin { get; }

    /// <summary>Enters the plugin's code; see <see cref="LoadedPlugin.Enter"/>.</summary>
    public PluginScope Enter() => Plugin.Enter();

    /// <summary>Ends the use.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
        {
            Plugin.Returned();
        }
    }
}
