namespace Connect.Configuration;

/// <summary>What happens to a connector whose plugin is replaced while it runs.</summary>
public enum PluginUpgradePolicy
{
    /// <summary>It goes on with what it has until it is restarted.</summary>
    None,

    /// <summary>It is restarted, with its tasks, with the new one.</summary>
    RestartTasks,
}
