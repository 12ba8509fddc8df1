using System.Collections.Concurrent;
using Connect.PluginLoading.Unloading.Releases;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading.Unloading;

/// <summary>The releases, in the order in which they have to run. Thread-safe.</summary>
internal sealed partial class ReleaseSet
{
    private readonly ConcurrentDictionary<string, byte> _reported = [];
    private readonly ILogger _logger;

    /// <param name="allowed">Which may run.</param>
    /// <param name="logger">Where it is said what a runtime lacks.</param>
    public ReleaseSet(Func<IRelease, bool> allowed, ILogger logger)
    {
        _logger = logger;

        // A library's clean-up may run a static constructor that registers handlers: it comes before those are taken out.
        Before = Allowed(allowed, [new LibraryCleanUps(Failed), new OwnStatics(new ClassInitialization(), Failed), new DomainUnloadHandlers(Failed)]);
        After = Allowed(allowed,
        [
            new PendingSocketOperations(),
            new RegisteredWaits(),
            new Timers(),
            new FrameworkEvents(),
            new ConsoleCancellation(),
            new PosixSignals(),
            new NetworkChanges(),
            new Meters(),
            new MetricListeners(),
            new ActivityListeners(),
            new EventListeners(),
            new DiagnosticSubscriptions(),
            new TraceListeners(),
            new EncodingProviders(),
            new ConsoleStreams(),
            new ApplicationData(),
            new HttpDefaults(),
            new CertificateCallback(),
            new WebRequestPrefixes(),
            new DatabaseProviders(),
            new JsonCaches(),
            new TypeDescriptions(),
            new XmlSerializers(),
            new DataContracts(),
            new DispatchProxies(),
            new DataColumns(),
            new ValidationAttributes(),
        ]);
    }

    /// <summary>The releases that a setting allows.</summary>
    /// <param name="kind">The setting.</param>
    /// <param name="logger">Where it is said what a runtime lacks.</param>
    public static ReleaseSet Of(UnloadReleases kind, ILogger logger) => kind switch
    {
        UnloadReleases.All => new ReleaseSet(static _ => true, logger),
        UnloadReleases.Safe => new ReleaseSet(static release => release.IsSafe, logger),
        _ => new ReleaseSet(static _ => false, logger),
    };

    /// <summary>Those that run the plugin's own code, before its context is unloaded.</summary>
    public IReadOnlyList<IRelease> Before { get; }

    /// <summary>Those that take the plugin out of the framework, afterwards, as often as there are rounds.</summary>
    public IReadOnlyList<IRelease> After { get; }

    /// <summary>What this runtime lacks, a release each: those are off.</summary>
    public IReadOnlyList<string> Missing =>
        [.. Before.Concat(After).Where(static release => release.Missing is not null).Select(static release => $"{release.Name}: {release.Missing}")];

    /// <summary>Runs releases, whatever one of them fails with.</summary>
    /// <param name="releases">Some of them.</param>
    /// <param name="context">The context that is to go.</param>
    /// <param name="released">Gets how many holders each one let go of.</param>
    public void Run(IReadOnlyList<IRelease> releases, DeadContext context, ConcurrentDictionary<string, int> released)
    {
        foreach (var release in releases)
        {
            try
            {
                var count = release.Run(context);
                if (count > 0)
                {
                    released.AddOrUpdate(release.Name, count, (_, before) => before + count);
                }
            }
            catch (Exception e)
            {
                // One that meets what it did not expect keeps no other from its work; the context stays if it was needed.
                Failed(release.Name, e);
            }

            if (release.Missing is { } missing && _reported.TryAdd(release.Name, 0))
            {
                Log.Off(_logger, release.Name, missing);
            }
        }
    }

    private static List<IRelease> Allowed(Func<IRelease, bool> allowed, IEnumerable<IRelease> all) => [.. all.Where(allowed)];

    private void Failed(string what, Exception thrown) => Log.CleanUpFailed(_logger, what, thrown);

    private static partial class Log
    {
        [LoggerMessage(3140, LogLevel.Warning, "The release \"{Release}\" is off: {Missing} Plugins that need it stay in memory.")]
        public static partial void Off(ILogger logger, string release, string missing);

        [LoggerMessage(3141, LogLevel.Warning, "While a plugin was unloaded, {What} failed.")]
        public static partial void CleanUpFailed(ILogger logger, string what, Exception thrown);
    }
}
