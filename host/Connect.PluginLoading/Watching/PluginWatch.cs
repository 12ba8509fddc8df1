using System.Threading.Channels;
using Connect.PluginLoading.Catalogue;
using Connect.PluginLoading.Scanning;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Watching;

/// <summary>
/// Follows the plugin folders: looks when the system tells of a change, and from time to time in any case. What is being copied is
/// waited for.
/// </summary>
internal sealed partial class PluginWatch : IDisposable
{
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(100);

    private readonly PluginCatalogueOptions _options;
    private readonly Func<CatalogueState> _state;
    private readonly Action<IReadOnlySet<string>> _rescan;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Settling _settling;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<TaskCompletionSource?> _wishes = Channel.CreateBounded<TaskCompletionSource?>(
        new BoundedChannelOptions(64) { SingleReader = true });

    private readonly Dictionary<string, FileSystemWatcher?> _watchers = new(StringComparer.Ordinal);
    private readonly Task _loop;

    /// <param name="options">Where to look, and how often.</param>
    /// <param name="state">What is known now.</param>
    /// <param name="rescan">Takes over what the folders hold, but for the places that are given.</param>
    /// <param name="logger">Where the log goes.</param>
    /// <param name="time">The clock.</param>
    public PluginWatch(
        PluginCatalogueOptions options, Func<CatalogueState> state, Action<IReadOnlySet<string>> rescan, ILogger logger, TimeProvider time)
    {
        _options = options;
        _state = state;
        _rescan = rescan;
        _logger = logger;
        _time = time;
        _settling = new Settling(time);
        WatchEntries();
        _loop = Task.Factory.StartNew(FollowAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Looks now; completes when nothing is being copied any more.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _wishes.Writer.WriteAsync(done, cancellationToken);
        using var ended = _stopping.Token.UnsafeRegister(static d => ((TaskCompletionSource)d!).TrySetCanceled(), done);
        await done.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        _stopping.Cancel();
        foreach (var watcher in _watchers.Values)
        {
            watcher?.Dispose();
        }
    }

    private async Task FollowAsync()
    {
        var waiting = new List<TaskCompletionSource>();
        var unsettled = new HashSet<string>(StringComparer.Ordinal);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(unsettled.Count > 0 ? NextLook : _options.RescanInterval, waiting);
                unsettled.Clear();
                WatchEntries();
                var path = PluginPath.Walk(_options.PluginPath, _options.HostFolder);
                if (_settling.Look(path.Locations, _state(), unsettled))
                {
                    _rescan(unsettled);
                }

                if (unsettled.Count == 0)
                {
                    waiting.ForEach(static w => w.TrySetResult());
                    waiting.Clear();
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The edge of the loop: a look that failed must not be the last.
                Log.LookFailed(_logger, e);
            }
        }
    }

    /// <summary>Waits for a change, a wish, or the time to look in any case.</summary>
    private async Task WaitAsync(TimeSpan longest, List<TaskCompletionSource> waiting)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        await using var timer = _time.CreateTimer(static l => ((CancellationTokenSource)l!).Cancel(), limit, longest, Timeout.InfiniteTimeSpan);
        try
        {
            await _wishes.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            // Time to look.
        }

        while (_wishes.Reader.TryRead(out var wish))
        {
            if (wish is not null)
            {
                waiting.Add(wish);
            }
        }
    }

    /// <summary>Watches entries that exist; one that is made later is met by a look.</summary>
    private void WatchEntries()
    {
        foreach (var entry in PluginPath.Folders(_options.PluginPath))
        {
            if (!Directory.Exists(entry))
            {
                if (_watchers.Remove(entry, out var gone))
                {
                    gone?.Dispose();
                }
            }
            else if (!_watchers.ContainsKey(entry) && !_stopping.IsCancellationRequested)
            {
                _watchers.Add(entry, TryWatch(entry));
            }
        }
    }

    private FileSystemWatcher? TryWatch(string entry)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(entry)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.Size | NotifyFilters.LastWrite,
            };
            watcher.Created += (_, _) => Wake();
            watcher.Changed += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.Error += (_, _) => Wake();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            watcher?.Dispose();
            Log.NotWatched(_logger, entry, e.Message, _options.RescanInterval.TotalSeconds);
            return null;
        }
    }

    // When the queue is full, a look is due anyway.
    private void Wake() => _wishes.Writer.TryWrite(null);

    private static partial class Log
    {
        [LoggerMessage(3120, LogLevel.Warning, "The system can't tell of changes in {Entry} ({Reason}); it is looked through every {Seconds} s instead")]
        public static partial void NotWatched(ILogger logger, string entry, string reason, double seconds);

        [LoggerMessage(3121, LogLevel.Error, "Looking through the plugin folders failed; it is tried again")]
        public static partial void LookFailed(ILogger logger, Exception error);
    }
}
