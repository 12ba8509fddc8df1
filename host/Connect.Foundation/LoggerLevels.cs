using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Foundation;

/// <summary>A logger's level and when it was last changed.</summary>
/// <param name="Level">The level, under the name that Connect's users know.</param>
/// <param name="LastModified">When it was changed, in milliseconds since 1970; null for never.</param>
public sealed record LoggerLevel(string Level, long? LastModified);

/// <summary>
/// The levels of the process's loggers, by name and by what the names begin with: a logger has the level of the nearest name above it,
/// parts being separated by dots, and of <c>root</c> at last. They can be changed while loggers are in use. Thread-safe.
/// </summary>
public sealed class LoggerLevels
{
    /// <summary>The name of the logger above all others.</summary>
    public const string Root = "root";

    private static readonly (string Name, LogLevel Level)[] Names =
    [
        ("OFF", LogLevel.None), ("FATAL", LogLevel.Critical), ("ERROR", LogLevel.Error), ("WARN", LogLevel.Warning),
        ("INFO", LogLevel.Information), ("DEBUG", LogLevel.Debug), ("TRACE", LogLevel.Trace), ("ALL", LogLevel.Trace),
    ];

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> configured = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> modified = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Threshold> loggers = new(StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    /// <param name="root">The level of all loggers that no other is set for.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public LoggerLevels(string root, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.time = time;
        Configure(Root, root);
    }

    /// <summary>The names of the levels, from the one that says nothing to the one that says all.</summary>
    public static IReadOnlyList<string> LevelNames { get; } = [.. Names.Select(static n => n.Name)];

    /// <summary>Whether there is such a level; upper or lower case does not matter.</summary>
    /// <param name="level">The name.</param>
    public static bool IsLevel(string level) => IndexOf(level) >= 0;

    /// <summary>Sets the level that a logger begins with; it does not count as a change.</summary>
    /// <param name="name">The logger, or what the names of several begin with.</param>
    /// <param name="level">The level.</param>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public void Configure(string name, string level)
    {
        lock (gate)
        {
            configured[Normal(name)] = Name(level);
            Apply();
        }
    }

    /// <summary>A logger's level; null for a logger that there is not.</summary>
    /// <param name="name">The logger.</param>
    public LoggerLevel? Level(string name)
    {
        lock (gate)
        {
            var normal = Normal(name);
            return configured.ContainsKey(normal) || loggers.ContainsKey(normal) ? Describe(normal) : null;
        }
    }

    /// <summary>All loggers that say anything, in the order of their names.</summary>
    public IReadOnlyDictionary<string, LoggerLevel> All()
    {
        lock (gate)
        {
            var all = new SortedDictionary<string, LoggerLevel>(StringComparer.Ordinal);
            foreach (var name in Known())
            {
                if (Describe(name) is { Level: not "OFF" } level)
                {
                    all[name] = level;
                }
            }

            return all;
        }
    }

    /// <summary>Changes the level of a logger and of all whose names begin like its own; of all loggers for <see cref="Root"/>.</summary>
    /// <param name="name">The logger; one that there is not yet is remembered for when it comes.</param>
    /// <param name="level">The level.</param>
    /// <returns>The loggers whose level is another now, in the order of their names.</returns>
    /// <exception cref="ArgumentException">There is no such level.</exception>
    public IReadOnlyList<string> Set(string name, string level)
    {
        lock (gate)
        {
            var normal = Normal(name);
            var wanted = Name(level);

            bool IsBelow(string other) => normal == Root || other.StartsWith(normal, StringComparison.Ordinal);
            string[] touched = [.. Known().Append(normal).Distinct(StringComparer.Ordinal).Where(IsBelow)];
            var isNew = !configured.ContainsKey(normal) && !loggers.ContainsKey(normal);
            var before = touched.ToDictionary(static n => n, Effective, StringComparer.Ordinal);
            foreach (var set in configured.Keys.Where(IsBelow).ToArray())
            {
                configured[set] = wanted;
            }

            configured[normal] = wanted;
            Apply();
            string[] changed = [.. touched.Where(n => Effective(n) != before[n] || (isNew && n == normal)).Order(StringComparer.Ordinal)];
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var one in changed)
            {
                modified[one] = now;
            }

            return changed;
        }
    }

    /// <summary>The threshold of a logger, which follows its level.</summary>
    internal Threshold Threshold(string name)
    {
        if (loggers.TryGetValue(name, out var known))
        {
            return known;
        }

        lock (gate)
        {
            return loggers.GetOrAdd(name, n => new Threshold { Level = LevelOf(Effective(n)) });
        }
    }

    private static string Normal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 || name.Equals(Root, StringComparison.OrdinalIgnoreCase) ? Root : name;
    }

    private static int IndexOf(string level) => Array.FindIndex(Names, n => n.Name.Equals(level, StringComparison.OrdinalIgnoreCase));

    private static string Name(string level) => IndexOf(level) is >= 0 and var at
        ? Names[at].Name
        : throw new ArgumentException($"{level} is no level; there are {string.Join(", ", LevelNames)}.", nameof(level));

    private static LogLevel LevelOf(string name) => Names[IndexOf(name)].Level;

    private IEnumerable<string> Known() => configured.Keys.Concat(loggers.Keys).Distinct(StringComparer.Ordinal);

    private LoggerLevel Describe(string name) => new(Effective(name), modified.TryGetValue(name, out var when) ? when : null);

    private string Effective(string name)
    {
        for (var above = name; above.Length > 0; above = above[..Math.Max(0, above.LastIndexOf('.'))])
        {
            if (configured.TryGetValue(above, out var level))
            {
                return level;
            }
        }

        return configured[Root];
    }

    private void Apply()
    {
        foreach (var (name, threshold) in loggers)
        {
            threshold.Level = LevelOf(Effective(name));
        }
    }
}

/// <summary>The level from which on a logger writes.</summary>
internal sealed class Threshold
{
    private volatile int level;

    public LogLevel Level
    {
        get => (LogLevel)level;
        set => level = (int)value;
    }
}
