using Connect.PluginLoading.Holding;

namespace Connect.PluginLoading;

/// <summary>What is said of a plugin that stays.</summary>
public sealed class HoldingReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-holding-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("delay", "the timers' queue", "System.Threading.TimerQueue", "Dispose the timer in Stop")]
    [InlineData("socket accept", "a pending operation on a socket", "System.Net.Sockets.SocketAsyncEngine", "Close the socket")]
    [InlineData("process exit", "an event of the process", "System.EventHandler", "Take the handler out in Stop")]
    [InlineData("unobserved exception", "an event of the process", "System.Threading.Tasks.TaskScheduler.UnobservedTaskException", "Take the handler out in Stop")]
    [InlineData("meter", "a meter", "System.Diagnostics.Metrics.Meter.s_allMeters", "Dispose the meter in Stop")]
    [InlineData("activity listener", "a listener to activities", "System.Diagnostics.ActivityListener", "Dispose the listener")]
    [InlineData("trace listener", "a listener in Trace.Listeners", "System.Diagnostics.TraceInternal", "Remove it from Trace.Listeners")]
    [InlineData("encoding provider", "the encoding providers", "System.Text.EncodingProvider", "without registering")]
    [InlineData("type converter", "TypeDescriptor's tables", "System.ComponentModel.", "Nothing an author can clear")]
    [InlineData("validation", "the store of validation attributes", "System.ComponentModel.DataAnnotations", "Nothing an author can clear")]
    [InlineData("weak table", "a weak table", "System.Runtime.CompilerServices.ConditionalWeakTable", "Clear the table in Stop")]
    [InlineData("json", "the caches of System.Text.Json", "System.Text.Json", "source-generated")]
    [InlineData("handle", "a GC handle", "a handle (StrongHandle)", "Free the handle in Stop")]
    [InlineData("linked token", "a registration at a token of the worker's", "System.Threading.CancellationTokenSource", "linked token sources")]
    public async Task Holder_OfAPluginThatStays_IsNamedWithTheWayToItAndTheAdvice(string holder, string what, string link, string advice)
    {
        using var host = new CancellationTokenSource();
        AppDomain.CurrentDomain.SetData("holders.token", host);
        using var plugin = new HeldPlugin();
        plugin.Call("Hold", holder);
        AppDomain.CurrentDomain.SetData("holders.token", null);
        HoldingReport? report = null;

        var (gone, unload) = await plugin.UnloadAsync(
            static _ => false,
            (number, name, token) => report = HolderReports.Make(number, name, _folder, token),
            new PluginUnloadOptions { CollectionInterval = TimeSpan.FromMilliseconds(20) });

        Assert.False(gone);
        Assert.True(report is not null, unload.Reason);
        var found = report.Holders.FirstOrDefault(h => h.What == what);
        Assert.True(found is not null, $"{what} is not in: {report}");
        Assert.Contains(found.Chain, step => step.Contains(link, StringComparison.Ordinal));
        Assert.Contains("TestPlugins.Holders", found.Chain[^1], StringComparison.Ordinal);
        Assert.Contains(advice, found.Advice, StringComparison.Ordinal);
        Assert.Contains(what, unload.Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
        GC.KeepAlive(host);
    }

    [Theory]
    [InlineData("Sleep")]
    [InlineData("Burn")]
    public async Task Thread_InThePluginsCode_IsNamedWithItsFrames(string method)
    {
        using var plugin = new HeldPlugin();
        using var end = new ManualResetEventSlim();
        plugin.Call(method, end);
        HoldingReport? report = null;

        await plugin.UnloadAsync(
            static _ => true,
            (number, name, token) => report = HolderReports.Make(number, name, _folder, token),
            new PluginUnloadOptions { CollectionInterval = TimeSpan.FromMilliseconds(20) });

        end.Set();
        Assert.True(report!.Threads.Count == 1, report.ToString());
        var thread = report.Threads[0];
        Assert.Contains("\"stubborn\"", thread.Description, StringComparison.Ordinal);
        Assert.Contains(thread.Frames, static frame => frame.StartsWith("TestPlugins.Holders.Stubborn", StringComparison.Ordinal));
        Assert.Contains("End it in Stop", thread.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Dump_IsReadableByItsUserOnly_AndGoesWithItsObject()
    {
        string folder;
        using (var dump = ProcessDump.Write(_folder, Token))
        {
            folder = Path.GetDirectoryName(dump.File)!;
            Assert.True(File.Exists(dump.File));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(dump.File));
            }
        }

        Assert.False(Directory.Exists(folder));
    }
}
