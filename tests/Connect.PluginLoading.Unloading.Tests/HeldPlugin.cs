using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Connect.PluginLoading.Isolation;
using Connect.PluginLoading.Scanning;
using Connect.PluginLoading.Unloading;
using Connect.PluginLoading.Unloading.Releases;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>The plugin of the holders in a context of its own, and what unloads it.</summary>
internal sealed class HeldPlugin : ILogger, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WeakReference<AssemblyLoadContext> _context;
    private readonly List<PluginUnloader> _unloaders = [];
    private AssemblyLoadContext? _strong;

    public HeldPlugin(string name = "Holders")
    {
        Name = name;
        _strong = Load(name);
        _context = new WeakReference<AssemblyLoadContext>(_strong);
    }

    public string Name { get; }

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public static string Built(string name)
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "test-plugins", name)))
            {
                return Path.Combine(folder, "test-plugins", name);
            }
        }

        throw new DirectoryNotFoundException($"test-plugins/{name} is not there: build the tests' project.");
    }

    /// <summary>Calls a static method of the plugin's <c>Holding</c>; on a thread of its own, whose statics go with it.</summary>
    public object? Call(string method, params object?[] arguments)
    {
        object? result = null;
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = Invoke(method, arguments);
            }
            catch (Exception e)
            {
                thrown = e.InnerException ?? e;
            }
        });
        thread.UnsafeStart();
        Assert.True(thread.Join(Patience), $"{method} does not return.");
        return thrown is null ? result : throw new InvalidOperationException($"{method}({string.Join(", ", arguments)}) threw {thrown}", thrown);
    }

    public async Task<bool> WorksAsync(string holder)
    {
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await (Task<bool>)Call("WorksAsync", holder, time.Token)!;
    }

    /// <summary>Unloads it by the real sequence.</summary>
    /// <returns>Whether it is gone; false when it is held after all rounds.</returns>
    public async Task<(bool Gone, PendingUnload Unload)> UnloadAsync(Func<IRelease, bool> allowed, PluginUnloader.Explain? explain = null, PluginUnloadOptions? options = null, PluginUnloader.Interruption? interrupt = null)
    {
        var unloader = new PluginUnloader(
            options ?? new PluginUnloadOptions { CollectionInterval = TimeSpan.Zero }, new ReleaseSet(allowed, this), CollectionGate.OfProcess, TimeProvider.System, static _ => { }, explain, interrupt, this);
        _unloaders.Add(unloader);
        var unload = Hand(unloader);
        return (await unload.Ended.WaitAsync(Patience), unload);
    }

    /// <inheritdoc cref="IsGoneAfter(IReadOnlyList{IRelease}, out int)"/>
    public bool IsGoneAfter(IRelease release, out int count) => IsGoneAfter([release], out count);

    /// <summary>Runs releases for a context that is held, and looks whether it was what they let go of that held it.</summary>
    public bool IsGoneAfter(IReadOnlyList<IRelease> releases, out int count)
    {
        count = 0;
        for (var time = Stopwatch.StartNew(); IsAlive() && time.Elapsed < TimeSpan.FromSeconds(10);)
        {
            // A loop that was between two of its delays is met at the next look; what is aborted ends on a thread of the pool's.
            count += Run(releases);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return !IsAlive();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool IsAlive() => _context.TryGetTarget(out _);

    public void Dispose() => _unloaders.ForEach(static unloader => unloader.Dispose());

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception) + exception));

    private static AssemblyLoadContext Load(string name)
    {
        var folder = Built(name);
        using var files = PluginPathScan.Open(new PluginLocation(folder, LocationForm.Folder, ShipsWithHost: false));
        var scan = new PluginScanner(new AbiSurface()).Scan(files, name);
        var context = ContextFactory.Create(name, folder, scan.Needs, shipsWithHost: false);
        PluginContexts.Add(context, folder);
        return context;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private object? Invoke(string method, object?[] arguments)
    {
        var context = _strong ?? throw new InvalidOperationException("It is being unloaded.");
        using (new PluginScope(context, this, []))
        {
            var assembly = context.LoadFromAssemblyPath(Path.Combine(Built(Name), $"TestPlugins.{Name}.dll"));
            return assembly.GetType($"TestPlugins.{Name}.Holding", throwOnError: true)!.GetMethod(method)!.Invoke(null, arguments);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public PendingUnload Hand(PluginUnloader unloader) => unloader.Take(Name, Built(Name), Interlocked.Exchange(ref _strong, null)!, string.Empty);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Run(IReadOnlyList<IRelease> releases) =>
        _context.TryGetTarget(out var context) ? releases.Sum(release => release.Run(new DeadContext(context))) : 0;
}
