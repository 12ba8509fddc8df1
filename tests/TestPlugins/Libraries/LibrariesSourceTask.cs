using System.Diagnostics.Metrics;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace TestPlugins.Libraries;

public sealed class LibrariesSourceTask : SourceTask
{
    private static readonly string[] Heavy = ["EF Core over Sqlite", "MongoDB.Driver", "StackExchange.Redis"];

    /// <summary>Threads that nobody ends: no host can let go of them without interrupting them.</summary>
    private static readonly string[] Left = ["OpenTelemetry, never disposed"];

    private string topic = "";
    private string[] libraries = [];
    private int next;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        topic = settings[LibrariesSourceConnector.TopicConfig];
        var heavy = settings.GetValueOrDefault(LibrariesSourceConnector.HeavyConfig) == "true";
        libraries = [.. Holding.Names.Where(name => !Left.Contains(name) && (heavy || !Heavy.Contains(name)))];

        // And what a connector itself leaves behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Array.Clear(libraries);
        new Meter("libraries").CreateObservableGauge("used", () => next);
        _ = TickAsync();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        if (next == libraries.Length)
        {
            next++;
            return [new SourceRecord(null, null, topic + "-done", null, null, null, Schema.String, "done")];
        }

        if (next > libraries.Length)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }

        var name = libraries[next++];
        Holding.Hold(name);
        return [new SourceRecord(null, null, topic, null, null, null, Schema.String, name)];
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private async Task TickAsync()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System).ConfigureAwait(false);
            GC.KeepAlive(this);
        }
    }
}
