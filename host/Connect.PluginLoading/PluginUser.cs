using System.Globalization;

namespace Connect.PluginLoading;

/// <summary>For whom an instance of a plugin's class was made.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number; null for the connector itself.</param>
public sealed record PluginUser(string Connector, int? Task)
{
    /// <inheritdoc/>
    public override string ToString() => Task is { } task ? string.Create(CultureInfo.InvariantCulture, $"{Connector}-{task}") : Connector;
}

/// <summary>A use of a plugin's class.</summary>
/// <param name="TypeName">The class.</param>
/// <param name="User">Who uses it; null for the worker itself, which asks for settings or keeps a provider.</param>
public sealed record PluginUse(string TypeName, PluginUser? User);
