using System.Diagnostics.Metrics;

namespace Connect.PluginLoading.Unloading;

/// <summary>
/// Full blocking collections on behalf of unloading: as few as the interval allows in the whole process, whoever asks, since all
/// threads stand still meanwhile. Thread-safe.
/// </summary>
internal sealed class CollectionGate : IDisposable
{
    private static readonly TimeSpan FinalizersTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Meter _meter = new("Connect.PluginLoading.Collections");
    private readonly Histogram<double> _pauses;
    private readonly TimeProvider _time;
    private readonly Action _collect;
    private long? _last;
    private int _count;

    /// <param name="time">The clock.</param>
    /// <param name="collect">Collects, and waits for finalizers.</param>
    public CollectionGate(TimeProvider time, Action collect)
    {
        _time = time;
        _collect = collect;
        _pauses = _meter.CreateHistogram<double>("connect.plugin.collection.pause", "s", "How long all threads stood still for a collection that unloading asked for.");
    }

    /// <summary>The process's own.</summary>
    public static CollectionGate OfProcess { get; } = new(TimeProvider.System, CollectAndFinalize);

    /// <summary>How many there were.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The longest pause of them.</summary>
    public TimeSpan LongestPause { get; private set; }

    /// <summary>Collects, if the last time is long enough ago.</summary>
    /// <param name="interval">The least time between two.</param>
    /// <param name="wait">How long it is until the next one is allowed; zero if this one was.</param>
    /// <returns>Whether it did.</returns>
    public bool TryCollect(TimeSpan interval, out TimeSpan wait)
    {
        lock (_gate)
        {
            if (_last is { } last && _time.GetElapsedTime(last) is var since && since < interval)
            {
                wait = interval - since;
                return false;
            }

            var before = GC.GetTotalPauseDuration();
            _collect();
            var pause = GC.GetTotalPauseDuration() - before;
            _pauses.Record(pause.TotalSeconds);
            LongestPause = pause > LongestPause ? pause : LongestPause;
            Volatile.Write(ref _count, _count + 1);
            _last = _time.GetTimestamp();
            wait = TimeSpan.Zero;
            return true;
        }
    }

    public void Dispose() => _meter.Dispose();

    private static void CollectAndFinalize()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);

        // A plugin's finalizer may block: that keeps its context, and all finalizers behind it, but not the thread that unloads.
        var finalizers = new Thread(GC.WaitForPendingFinalizers) { IsBackground = true, Name = "plugin-unload-finalizers" };
        finalizers.UnsafeStart();
        finalizers.Join(FinalizersTimeout);
    }
}
