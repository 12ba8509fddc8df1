using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>What happens to a connector whose plugin is replaced while it runs.</summary>
public enum PluginUpgradePolicy
{
    /// <summary>It goes on with what it has until it is restarted.</summary>
    None,

    /// <summary>It is restarted, with its tasks, with the new one.</summary>
    RestartTasks,
}

/// <summary>The policies as settings name them.</summary>
internal static class UpgradePolicies
{
    private const string RestartTasks = "restart-tasks";

    public static string[] Names { get; } = ["none", RestartTasks];

    public static LambdaValidator OrNull { get; } = LambdaValidator.With(
        static (name, value) =>
        {
            if (value is not null)
            {
                CaseInsensitiveValidString.In(Names).EnsureValid(name, value);
            }
        },
        CaseInsensitiveValidString.In(Names).ToString);

    public static PluginUpgradePolicy Parse(string text) =>
        text.Equals(RestartTasks, StringComparison.OrdinalIgnoreCase) ? PluginUpgradePolicy.RestartTasks : PluginUpgradePolicy.None;
}
