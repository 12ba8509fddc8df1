using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>
/// Looks up values that configurations refer to as <c>${NAME:PATH:KEY}</c>, such as secrets. One instance a worker, used by several
/// threads at a time.
/// </summary>
/// <remarks>Lifecycle: made by its parameterless constructor, <see cref="Configure"/> once, look-ups, <see cref="IDisposable.Dispose"/> once.</remarks>
public interface IConfigProvider : IDisposable
{
    /// <summary>The settings that it takes, without prefix.</summary>
    ConfigDef ConfigDef => new();

    /// <summary>Called once before any look-up.</summary>
    /// <param name="settings">The settings that begin with <c>config.providers.NAME.param.</c>, without it.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Everything under a path.</summary>
    /// <param name="path">The path; empty where the reference has none.</param>
    /// <exception cref="ConfigException">The path can't be read.</exception>
    ConfigData Get(string path);

    /// <summary>Some keys under a path.</summary>
    /// <param name="path">The path; empty where the reference has none.</param>
    /// <param name="keys">The keys; those that are not there are left out of the answer.</param>
    /// <exception cref="ConfigException">The path can't be read.</exception>
    ConfigData Get(string path, IReadOnlySet<string> keys);

    /// <summary>Asks to be told of changes. False: this provider can't tell (the default).</summary>
    /// <param name="path">The path.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="callback">Called with the path and the new values, on any thread, until the subscription or the provider ends.</param>
    /// <param name="subscription">Ends the subscription when disposed of; null where there is none.</param>
    bool TrySubscribe(string path, IReadOnlySet<string> keys, ConfigChangeCallback callback, out IDisposable? subscription)
    {
        subscription = null;
        return false;
    }

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}

/// <summary>Tells of changed values.</summary>
/// <param name="path">The path that they are under.</param>
/// <param name="data">The new values.</param>
public delegate void ConfigChangeCallback(string path, ConfigData data);
