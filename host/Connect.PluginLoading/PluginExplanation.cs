using System.Globalization;
using System.Text;

namespace Connect.PluginLoading;

/// <summary>Why a plugin is in memory.</summary>
/// <param name="Plugin">Its name.</param>
/// <param name="Places">The plugins of that name that can be used or are used.</param>
/// <param name="Reports">What holds those that nobody uses any more, a report each.</param>
public sealed record PluginExplanation(string Plugin, IReadOnlyList<InstalledPlugin> Places, IReadOnlyList<HoldingReport> Reports)
{
    /// <summary>The same as text, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var place in Places)
        {
            text.Append(CultureInfo.InvariantCulture, $"{place.Name} ({place.Location}) ");
            text.AppendLine(place.Uses.Count == 0
                ? place.State == PluginState.Loaded ? "is loaded and not in use: it is unloaded when its place holds something else, or nothing." : "is not in memory."
                : $"is used by {string.Join(", ", place.Uses.Select(static use => use.User?.ToString() ?? "the worker itself").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}.");
        }

        foreach (var report in Reports)
        {
            text.AppendLine(report.ToString());
        }

        return text.ToString().TrimEnd();
    }
}
