using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Connect.PluginLoading.Unloading.Releases;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Unloading;

/// <summary>
/// Unloads plugins that nobody uses any more, and verifies that they are gone: lets go of what is known to hold a context, up to
/// three times, collects, up to six times, and looks whether the context is still there. Has a thread of its own while there is work; the plugin's own code runs
/// on threads that it waits for a bounded time. Thread-safe.
/// </summary>
internal sealed partial class PluginUnloader : IDisposable
{
    /// <summary>How often the releases run for one context.</summary>
    private const int MostRounds = 3;

    /// <summary>
    /// How many collections it may take: what has finalizers lives for one more, and what it alone holds for the next. With the least time
    /// between two of them, a plugin that stays is named within a minute.
    /// </summary>
    private const int MostCollections = 6;

    /// <summary>How many more collections it may take after threads were interrupted: what they held begins to go then.</summary>
    private const int MoreAfterInterruption = 3;

    /// <summary>Behind which collections threads are interrupted, where that is wanted: after all rounds, and once more for what has begun anew.</summary>
    private static readonly int[] Interruptions = [3, 4];

    /// <summary>How often those that are held are looked at: they may go later, when a library gives up.</summary>
    private static readonly TimeSpan HeldCheck = TimeSpan.FromSeconds(10);

    private readonly PluginUnloadOptions _options;
    private readonly CollectionGate _gate;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<PendingUnload> _gone;
    private readonly Explain? _explain;
    private readonly Interruption? _interrupt;
    private readonly ReleaseSet _releases;
    private readonly UnloadMetrics _metrics;
    private readonly CancellationTokenSource _disposing = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    private readonly Queue<PendingUnload> _new = [];
    private readonly List<PendingUnload> _pending = [];
    private readonly List<PendingUnload> _held = [];
    private Thread? _thread;
    private long _unloaded;

    /// <param name="options">How long things may take.</param>
    /// <param name="releases">What is let go of.</param>
    /// <param name="gate">The process's collections.</param>
    /// <param name="time">The clock.</param>
    /// <param name="gone">Is told of each one that is gone.</param>
    /// <param name="explain">Finds out what holds one; null where that is not wanted.</param>
    /// <param name="interrupt">Interrupts the threads that wait in one; null where that is not wanted.</param>
    /// <param name="logger">Where the log goes.</param>
    public PluginUnloader(
        PluginUnloadOptions options,
        ReleaseSet releases,
        CollectionGate gate,
        TimeProvider time,
        Action<PendingUnload> gone,
        Explain? explain,
        Interruption? interrupt,
        ILogger logger)
    {
        _options = options;
        _gate = gate;
        _time = time;
        _gone = gone;
        _explain = explain;
        _interrupt = interrupt;
        _logger = logger;
        _releases = releases;
        _metrics = new UnloadMetrics(() => CountOf(_pending), () => CountOf(_held));
    }

    /// <summary>Finds out what holds a context.</summary>
    internal delegate HoldingReport Explain(long contextNumber, string name, CancellationToken cancellationToken);

    /// <summary>Interrupts the threads that wait in a context's code; says how many.</summary>
    internal delegate int Interruption(long contextNumber, CancellationToken cancellationToken);

    /// <summary>How it stands.</summary>
    public PluginUnloading State
    {
        get
        {
            lock (_lock)
            {
                return new PluginUnloading
                {
                    Unloads = [.. _held.Select(static p => Describe(p, held: true)), .. _pending.Concat(_new).Select(static p => Describe(p, held: false))],
                    Unloaded = _unloaded,
                    Collections = _gate.Count,
                    LongestPause = _gate.LongestPause,
                    NativeLibraries = [],
                    MissingReleases = _releases.Missing,
                };
            }
        }
    }

    /// <summary>Finds out what holds the plugins of a name that are not gone yet.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A report each; null where that is not allowed.</returns>
    public IReadOnlyList<HoldingReport>? Reports(string name, CancellationToken cancellationToken)
    {
        PendingUnload[] unloads;
        lock (_lock)
        {
            unloads = [.. _held.Concat(_pending).Where(unload => (unload.Name == name || unload.Location == name) && !unload.IsGone)];
        }

        return _explain is null ? null : [.. unloads.Select(unload => Report(_explain, unload, cancellationToken))];
    }

    /// <summary>Takes over a plugin that nobody uses any more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="location">Where it lay.</param>
    /// <param name="context">Its context; the caller forgets it.</param>
    /// <param name="copy">The folder that it was loaded from.</param>
    public PendingUnload Take(string name, string location, AssemblyLoadContext context, string copy)
    {
        var unload = new PendingUnload(name, location, context, copy, _time.GetUtcNow());
        lock (_lock)
        {
            _new.Enqueue(unload);
            if (_thread is null && !_disposing.IsCancellationRequested)
            {
                // Not in the flow of execution of the plugin's last user.
                _thread = new Thread(Work) { IsBackground = true, Name = "plugin-unloader" };
                _thread.UnsafeStart();
            }
        }

        _wake.Release();
        return unload;
    }

    /// <summary>Stops unloading; what is not gone stays as it is, at the end of a worker.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_lock)
        {
            _disposing.Cancel();
            thread = _thread;
        }

        thread?.Join(_options.CleanUpTimeout);
        _metrics.Dispose();
    }

    private static PluginUnload Describe(PendingUnload unload, bool held) => new()
    {
        Name = unload.Name,
        Location = unload.Location,
        Since = unload.Since,
        IsHeld = held,
        Rounds = unload.Rounds,
        Released = unload.Released.ToDictionary(StringComparer.Ordinal),
        Reason = unload.Reason,
    };

    private void Work()
    {
        try
        {
            while (true)
            {
                Begin();
                Sweep();
                var wait = Advance();
                lock (_lock)
                {
                    if (_new.Count + _pending.Count + _held.Count == 0)
                    {
                        _thread = null;
                        return;
                    }
                }

                _wake.Wait(wait, _disposing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The worker ends.
        }
    }

    /// <summary>Begins with those that have come.</summary>
    private void Begin()
    {
        while (true)
        {
            _disposing.Token.ThrowIfCancellationRequested();
            PendingUnload? unload;
            lock (_lock)
            {
                if (!_new.TryPeek(out unload))
                {
                    return;
                }
            }

            Unload(unload);
            lock (_lock)
            {
                _pending.Add(_new.Dequeue());
            }
        }
    }

    /// <summary>The plugin's own clean-up, the unload and the first round. Not inlined: the context must not stay in a frame of the loop's.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Unload(PendingUnload unload)
    {
        var context = unload.TakeContext();
        Bounded(unload, "its clean-up", () =>
        {
            using (new PluginScope(context, _logger, [new("plugin", unload.Name)]))
            {
                _releases.Run(_releases.Before, new DeadContext(context), unload.Released);
            }
        });

        // Runs the handlers that the plugin has for it.
        Bounded(unload, "its handlers of the unload", context.Unload);
        Release(unload);
    }

    /// <summary>A round of releases.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Release(PendingUnload unload)
    {
        unload.Rounds++;
        if (unload.Context.TryGetTarget(out var context))
        {
            // They dispose what may be of the plugin's own types.
            Bounded(unload, "a release", () => _releases.Run(_releases.After, new DeadContext(context), unload.Released));
        }

        unload.CollectionsBefore = _gate.Count;
    }

    /// <summary>Runs what may be the plugin's code on a thread of its own, and waits for it as long as a clean-up may take.</summary>
    private void Bounded(PendingUnload unload, string what, Action action)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                // The edge of plugin code: the unload goes on, and says below what it led to.
                Log.Threw(_logger, unload.Name, what, e);
            }
        })
        {
            IsBackground = true,
            Name = "plugin-clean-up",
        };
        thread.UnsafeStart();
        if (!thread.Join(_options.CleanUpTimeout))
        {
            Log.TooLong(_logger, unload.Name, what, _options.CleanUpTimeout);
        }
    }

    /// <summary>Counts those that are gone.</summary>
    private void Sweep()
    {
        List<PendingUnload> gone;
        lock (_lock)
        {
            gone = [.. _pending.Concat(_held).Where(static unload => unload.IsGone)];
        }

        if (gone.Count == 0)
        {
            return;
        }

        // Before they are counted: who sees that they are gone sees the process without them.
        var start = _time.GetTimestamp();
        NativeHeap.Trim();
        Log.GaveBack(_logger, _time.GetElapsedTime(start));
        lock (_lock)
        {
            _pending.RemoveAll(gone.Contains);
            _held.RemoveAll(gone.Contains);

            // With the lists, so that nobody sees one in neither.
            _unloaded += gone.Count;
        }

        foreach (var unload in gone)
        {
            _gone(unload);
            _metrics.CountUnloaded();
            Log.Gone(_logger, unload.Name, _time.GetUtcNow() - unload.Since, unload.Rounds);
            unload.End(gone: true);
        }
    }

    /// <summary>Collects if it is time for it, and takes those that are still there to their next round.</summary>
    /// <returns>How long to wait for the next step.</returns>
    private TimeSpan Advance()
    {
        PendingUnload[] pending;
        lock (_lock)
        {
            pending = [.. _pending];
        }

        if (pending.Length == 0)
        {
            return HeldCheck;
        }

        if (!_gate.TryCollect(_options.CollectionInterval, out var wait) && Array.TrueForAll(pending, unload => unload.CollectionsBefore == _gate.Count))
        {
            return wait;
        }

        Sweep();
        foreach (var unload in pending)
        {
            if (unload.Ended.IsCompleted || unload.CollectionsBefore == _gate.Count)
            {
                continue;
            }

            unload.CollectionsBefore = _gate.Count;
            if (++unload.Collections >= MostCollections + unload.MoreCollections)
            {
                Hold(unload);
                continue;
            }

            if (_interrupt is not null && Interruptions.Contains(unload.Collections))
            {
                Interrupt(unload, _interrupt);
            }

            if (unload.Rounds < MostRounds)
            {
                Release(unload);
            }
        }

        return TimeSpan.Zero;
    }

    private void Hold(PendingUnload unload)
    {
        unload.Reason = _explain is null
            ? "What holds it was not looked for: plugin.unload.explain is false."
            : Explanation(_explain, unload);
        lock (_lock)
        {
            _pending.Remove(unload);
            _held.Add(unload);
        }

        Log.Held(_logger, unload.Name, unload.Location, MostRounds, unload.Reason);
        unload.End(gone: false);
    }

    private void Interrupt(PendingUnload unload, Interruption interrupt)
    {
        try
        {
            if (unload.ContextNumber is { } number && interrupt(number, _disposing.Token) is > 0 and var count)
            {
                unload.Released.AddOrUpdate("interrupted threads", count, (_, before) => before + count);
                unload.MoreCollections = MoreAfterInterruption;
                Log.Interrupted(_logger, unload.Name, count);
            }
        }
        catch (Exception e) when (!_disposing.IsCancellationRequested)
        {
            // The plugin stays then, and is named below.
            Log.Threw(_logger, unload.Name, "the search for its threads", e);
        }
    }

    private string Explanation(Explain explain, PendingUnload unload)
    {
        try
        {
            return Report(explain, unload, _disposing.Token).ToString();
        }
        catch (Exception e) when (!_disposing.IsCancellationRequested)
        {
            // To look is a courtesy; that it failed is said where the answer would be.
            return $"What holds it could not be found out: {e.Message}";
        }
    }

    private static HoldingReport Report(Explain explain, PendingUnload unload, CancellationToken cancellationToken) => explain(
        unload.ContextNumber ?? throw new InvalidOperationException($"this runtime ({Environment.Version}) does not tell contexts apart."),
        unload.Name,
        cancellationToken);

    private int CountOf(List<PendingUnload> list)
    {
        lock (_lock)
        {
            return list.Count + (list == _pending ? _new.Count : 0);
        }
    }
}
