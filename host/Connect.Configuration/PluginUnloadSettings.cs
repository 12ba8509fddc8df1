using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>How plugins that nobody uses any more are unloaded.</summary>
/// <param name="Releases">What may be let go of on their behalf: <c>all</c>, <c>safe</c> or <c>none</c>.</param>
/// <param name="InterruptThreads">Whether threads that wait in their code are interrupted.</param>
/// <param name="Explain">Whether a dump of the process may be written to find out what holds one.</param>
public sealed record PluginUnloadSettings(string Releases, bool InterruptThreads, bool Explain)
{
    /// <summary>Reads them before the other settings are known: config providers are plugins.</summary>
    /// <param name="settings">The worker's settings as they are written.</param>
    /// <exception cref="ConfigException">One has a value that it does not take.</exception>
    public static PluginUnloadSettings From(IReadOnlyDictionary<string, string> settings)
    {
        string[] names = [WorkerSettings.PluginUnloadReleases, WorkerSettings.PluginUnloadInterruptThreads, WorkerSettings.PluginUnloadExplain];
        return Of(WorkerDefinition.Own().Parse(names.Where(settings.ContainsKey).ToDictionary(static name => name, name => (string?)settings[name])));
    }

    internal static PluginUnloadSettings Of(IReadOnlyDictionary<string, object?> own) => new(
        ((string)own[WorkerSettings.PluginUnloadReleases]!).ToLowerInvariant(),
        (bool)own[WorkerSettings.PluginUnloadInterruptThreads]!,
        (bool)own[WorkerSettings.PluginUnloadExplain]!);
}
