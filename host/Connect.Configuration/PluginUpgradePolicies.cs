using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>The policies as settings name them.</summary>
public static class PluginUpgradePolicies
{
    private const string RestartTasks = "restart-tasks";

    internal static string[] Names { get; } = ["none", RestartTasks];

    internal static LambdaValidator OrNull { get; } = LambdaValidator.With(
        static (name, value) =>
        {
            if (value is not null)
            {
                CaseInsensitiveValidString.In(Names).EnsureValid(name, value);
            }
        },
        CaseInsensitiveValidString.In(Names).ToString);

    /// <summary>A connector's policy: its own, or else the worker's.</summary>
    /// <param name="connector">Its configuration, which was validated.</param>
    /// <param name="worker">The worker's.</param>
    public static PluginUpgradePolicy Of(IReadOnlyDictionary<string, string> connector, WorkerConfig worker)
    {
        ArgumentNullException.ThrowIfNull(connector);
        ArgumentNullException.ThrowIfNull(worker);
        return connector.GetValueOrDefault(WorkerSettings.PluginUpgradePolicy) is { } own ? Parse(own) : worker.PluginUpgradePolicy;
    }

    internal static PluginUpgradePolicy Parse(string text) =>
        text.Equals(RestartTasks, StringComparison.OrdinalIgnoreCase) ? PluginUpgradePolicy.RestartTasks : PluginUpgradePolicy.None;
}
