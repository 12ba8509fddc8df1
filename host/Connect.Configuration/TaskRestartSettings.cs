using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>Whether and when tasks that failed are restarted.</summary>
/// <param name="Max">How often before a task stays failed: 0 for never, -1 for without end.</param>
/// <param name="Backoff">The wait before the first restart; it doubles with each further one.</param>
/// <param name="BackoffMax">No wait is longer.</param>
/// <param name="Reset">After so long running without a failure, restarts are counted anew.</param>
public sealed record TaskRestartSettings(int Max, TimeSpan Backoff, TimeSpan BackoffMax, TimeSpan Reset)
{
    /// <summary>Parses what a connector's settings say of it.</summary>
    /// <param name="settings">The settings, references looked up.</param>
    /// <exception cref="ConfigException">A value is none of its setting.</exception>
    public static TaskRestartSettings From(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var values = ConnectorDefinition.Own().Parse(settings);
        return new TaskRestartSettings(
            (int)values[ConnectorSettings.TaskRestartMax]!,
            Milliseconds.ToSpan(values[ConnectorSettings.TaskRestartBackoff]),
            Milliseconds.ToSpan(values[ConnectorSettings.TaskRestartBackoffMax]),
            Milliseconds.ToSpan(values[ConnectorSettings.TaskRestartReset]));
    }
}
