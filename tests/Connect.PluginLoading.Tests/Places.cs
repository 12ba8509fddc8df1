using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.Logging;

namespace Connect.PluginLoading;

/// <summary>A plugin path of a test's own, the plugins built for tests, and the log.</summary>
internal sealed class Places : IDisposable, ILoggerFactory, ILogger
{
    private readonly string _root = Directory.CreateTempSubdirectory("connect-loading-").FullName;

    public Places()
    {
        Entry = Directory.CreateDirectory(Path.Combine(_root, "plugins")).FullName;
        HostFolder = Directory.CreateDirectory(Path.Combine(_root, "host")).FullName;
    }

    /// <summary>The folder of the plugins that are built for tests.</summary>
    public static string Built { get; } = FindBuilt();

    public string Entry { get; }

    public string HostFolder { get; }

    public string Cache => Path.Combine(_root, "cache");

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public string At(string name) => Path.Combine(_root, name);

    /// <summary>Lays a built plugin into the plugin path.</summary>
    public string Install(string name, string? under = null, string? into = null)
    {
        var target = Path.Combine(into ?? Entry, under ?? name);
        Copy(Path.Combine(Built, name), target);
        return target;
    }

    /// <summary>Packs a built plugin as a zip with some top folder.</summary>
    public string Pack(string name, string top, string? zipName = null)
    {
        var zip = Path.Combine(Entry, zipName ?? name + ".zip");
        using var archive = ZipFile.Open(zip, ZipArchiveMode.Create);
        foreach (var file in Directory.GetFiles(Path.Combine(Built, name), "*", SearchOption.AllDirectories))
        {
            archive.CreateEntryFromFile(file, top + Path.GetRelativePath(Path.Combine(Built, name), file));
        }

        return zip;
    }

    public PluginCatalogue Open(bool withHost = false, params string[] entries) => PluginCatalogue.Open(
        new PluginCatalogueOptions
        {
            PluginPath = entries.Length == 0 ? [Entry] : entries,
            HostFolder = withHost ? HostFolder : null,
            CacheFolder = Cache,
        },
        this);

    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));

    private static string FindBuilt()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var built = Path.Combine(folder, "test-plugins");
            if (Directory.Exists(built))
            {
                return built;
            }
        }

        throw new DirectoryNotFoundException("artifacts/test-plugins is not there: build the tests' project.");
    }
}
