using System.Globalization;
using System.Text;

namespace Connect.PluginLoading;

/// <summary>What holds a plugin in memory that nobody uses any more.</summary>
public sealed record HoldingReport
{
    /// <summary>The plugin's name.</summary>
    public required string Plugin { get; init; }

    /// <summary>The holders, a kind each; the shortest way to the plugin for each.</summary>
    public required IReadOnlyList<PluginHolder> Holders { get; init; }

    /// <summary>Threads that are in the plugin's code.</summary>
    public required IReadOnlyList<PluginThread> Threads { get; init; }

    /// <summary>The same as text, for people.</summary>
    public override string ToString()
    {
        if (Holders.Count + Threads.Count == 0)
        {
            return $"Nothing was found that holds {Plugin}: it may be gone with the next collection, or be held by a static field of a thread's.";
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Plugin} is held by");
        var number = 0;
        foreach (var thread in Threads)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {++number}. {thread.Description}: {string.Join(" ← ", thread.Frames)}\n     {thread.Advice}");
        }

        foreach (var holder in Holders)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {++number}. {holder.What}: {string.Join(" → ", holder.Chain)}\n     {holder.Advice}");
        }

        return text.ToString();
    }
}

/// <summary>Something that holds a plugin.</summary>
/// <param name="What">What it is, such as <c>the timers' queue</c>.</param>
/// <param name="Release">The release that lets go of this kind; null where there is none.</param>
/// <param name="Chain">From the root to the first object of the plugin: a static field, a handle or a frame, then the types on the way.</param>
/// <param name="Advice">What the plugin's author can do about it.</param>
public sealed record PluginHolder(string What, string? Release, IReadOnlyList<string> Chain, string Advice);

/// <summary>A thread that is in a plugin's code.</summary>
/// <param name="Description">Which one.</param>
/// <param name="Frames">Where it is, the innermost frame first.</param>
/// <param name="Advice">What the plugin's author can do about it.</param>
public sealed record PluginThread(string Description, IReadOnlyList<string> Frames, string Advice);
