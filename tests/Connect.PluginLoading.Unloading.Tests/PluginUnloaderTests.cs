using System.Globalization;
using System.Runtime.InteropServices;
using Connect.PluginLoading.Holding;
using Connect.PluginLoading.Unloading;
using Connect.PluginLoading.Unloading.Releases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.PluginLoading;

/// <summary>The sequence of an unload.</summary>
public sealed class PluginUnloaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static PluginUnloadOptions Quick => new() { CollectionInterval = TimeSpan.FromMilliseconds(50), CleanUpTimeout = TimeSpan.FromMilliseconds(500) };

    [Fact]
    public async Task Unload_OfAPluginThatHoldsNothing_LeavesNoAssemblyOfItMapped()
    {
        using var plugin = new HeldPlugin();
        plugin.Call("get_Names");
        Assert.NotEmpty(MappedFiles());

        var (gone, unload) = await plugin.UnloadAsync(static _ => true, options: Quick);

        Assert.True(gone);
        Assert.Empty(MappedFiles());
        Assert.Contains(plugin.Lines, static line => line.Level == LogLevel.Information && line.Text.Contains("Holders is out of memory", StringComparison.Ordinal));

        static IEnumerable<string> MappedFiles() =>
            OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps").Where(static line => line.EndsWith("TestPlugins.Holders.dll", StringComparison.Ordinal)) : ["-"];
    }

    /// <summary>The runtime's own native memory of a plugin lies like this: freed, below something that is in use.</summary>
    [Fact]
    public async Task Unload_WhenThePluginIsGone_GivesFreedNativeMemoryBackToTheSystem()
    {
        Assert.SkipUnless(NativeHeap.CanTrim, "The C library of this system gives back by itself, or can't.");
        const int piece = 1024;
        var pieces = new nint[65_536];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = Marshal.AllocHGlobal(piece);
            Marshal.WriteByte(pieces[i], 1);
        }

        var inUse = pieces.Where(static (_, i) => i % 64 == 63).ToList();
        foreach (var freed in pieces.Except(inUse))
        {
            Marshal.FreeHGlobal(freed);
        }

        var before = ResidentBytes();
        using var plugin = new HeldPlugin();
        var (gone, _) = await plugin.UnloadAsync(static _ => true, options: Quick);

        Assert.True(gone);
        Assert.InRange(ResidentBytes(), 0, before - (pieces.Length * piece / 2));
        inUse.ForEach(Marshal.FreeHGlobal);

        static long ResidentBytes() =>
            long.Parse(File.ReadLines("/proc/self/status").Single(static l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split(' ')[^2], CultureInfo.InvariantCulture) * 1024;
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("safe", false)]
    [InlineData("all", true)]
    public async Task Releases_AsTheSettingSays_LetGoOfATimer(string setting, bool expected)
    {
        using var plugin = new HeldPlugin();
        plugin.Call("Hold", "timer");
        var kind = Enum.Parse<UnloadReleases>(setting, ignoreCase: true);

        var (gone, unload) = await plugin.UnloadAsync(release => kind == UnloadReleases.All || (kind == UnloadReleases.Safe && release.IsSafe), options: Quick);

        Assert.Equal(expected, gone);
        Assert.Equal(kind == UnloadReleases.All, unload.Released.ContainsKey("timers"));
        plugin.IsGoneAfter(new Timers(), out _);
    }

    [Fact]
    public void Releases_OfTheSettingSafe_TouchNothingPrivateOrShared()
    {
        var safe = ReleaseSet.Of(UnloadReleases.Safe, NullLogger.Instance);
        Assert.Equal(["libraries' own clean-up", "own static fields", "trace listeners"], safe.Before.Concat(safe.After).Select(static release => release.Name));
        var none = ReleaseSet.Of(UnloadReleases.None, NullLogger.Instance);
        Assert.Empty(none.Before.Concat(none.After));
    }

    [Theory]
    [InlineData("Burn")]
    [InlineData("Sleep")]
    public async Task Unload_WithAThreadInThePluginsCode_IsHeldWithTheReason_AndGoneWhenTheThreadEnds(string method)
    {
        using var plugin = new HeldPlugin();
        using var end = new ManualResetEventSlim();
        using var unloader = new PluginUnloader(
            Quick, ReleaseSet.Of(UnloadReleases.All, plugin), CollectionGate.OfProcess, TimeProvider.System, static _ => { },
            static (_, name, _) => new HoldingReport { Plugin = name, Holders = [], Threads = [new PluginThread("thread 7", ["Holders.Loop"], "End it.")] }, null, plugin);
        plugin.Call(method, end);

        var unload = plugin.Hand(unloader);

        Assert.False(await unload.Ended.WaitAsync(Patience));
        var held = Assert.Single(unloader.State.Unloads);
        Assert.True(held.IsHeld);
        Assert.Equal("Holders is held by\n  1. thread 7: Holders.Loop\n     End it.", held.Reason);
        Assert.Equal(3, held.Rounds);
        Assert.Contains(plugin.Lines, static line => line.Level == LogLevel.Warning && line.Text.Contains("1. thread 7: Holders.Loop", StringComparison.Ordinal));

        end.Set();
        Assert.True(plugin.IsGoneAfter(new Timers(), out _));
        using var other = new HeldPlugin();
        Assert.True(await other.Hand(unloader).Ended.WaitAsync(Patience), "The next one is unloaded all the same.");
        Assert.Empty(unloader.State.Unloads);
        Assert.Equal(2, unloader.State.Unloaded);
    }

    [Theory]
    [InlineData("Sleep", true)]
    [InlineData("Burn", false)]
    public async Task Threads_WhereTheyAreInterrupted_EndIfTheyWait_AndTheProcessGoesOn(string method, bool expected)
    {
        PluginThreads.Guard(new Loggers());
        using var plugin = new HeldPlugin();
        using var end = new ManualResetEventSlim();
        plugin.Call(method, end);
        var folder = Directory.CreateTempSubdirectory("connect-interrupt-").FullName;

        var (gone, unload) = await plugin.UnloadAsync(
            static _ => true, (number, name, token) => HolderReports.Make(number, name, folder, token), Quick with { CollectionInterval = TimeSpan.FromMilliseconds(200) },
            interrupt: (number, token) => ThreadInterruption.Run(number, folder, token));

        Assert.True(unload.Released.GetValueOrDefault("interrupted threads") >= 1, string.Join("\n", plugin.Lines));
        Assert.True(expected == gone, unload.Reason);
        Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        end.Set();
        Assert.True(plugin.IsGoneAfter(new Timers(), out _));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Unload_WithACleanUpThatDoesNotReturn_GoesOnAndSaysSo()
    {
        using var plugin = new HeldPlugin();
        using var end = new ManualResetEventSlim();
        plugin.Call("BlockCleanUp", end);

        var (gone, _) = await plugin.UnloadAsync(static _ => true, options: Quick);

        Assert.False(gone);
        Assert.Contains(plugin.Lines, static line => line.Text.Contains("its clean-up did not return within 00:00:00.5", StringComparison.Ordinal));
        end.Set();
        Assert.True(plugin.IsGoneAfter(new Timers(), out _));
    }

    [Fact]
    public async Task Unload_CallsThePluginsOwnHandlersOfTheEndOfItsDomain_AndNobodyElses()
    {
        using var plugin = new HeldPlugin();
        using var other = new HeldPlugin();
        using var told = new ManualResetEventSlim();
        using var others = new ManualResetEventSlim();
        plugin.Call("TellOfDomainUnload", told);
        other.Call("TellOfDomainUnload", others);

        Assert.True((await plugin.UnloadAsync(static _ => true, options: Quick)).Gone);

        Assert.True(told.IsSet);
        Assert.False(others.IsSet);
        Assert.True((await other.UnloadAsync(static _ => true, options: Quick)).Gone);
        Assert.True(others.IsSet);
    }

    [Fact]
    public async Task Unload_WithACleanUpThatThrows_SaysWhichAndGoesOn()
    {
        using var plugin = new HeldPlugin();
        plugin.Call("FailCleanUp");

        Assert.True((await plugin.UnloadAsync(static _ => true, options: Quick)).Gone);
        Assert.Contains(plugin.Lines, static line => line.Level == LogLevel.Warning
            && line.Text.Contains("Stubborn.Kept failed", StringComparison.Ordinal) && line.Text.Contains("not today", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unload_OfSeveral_SharesTheCollections()
    {
        var collections = 0;
        using var gate = new CollectionGate(TimeProvider.System, () =>
        {
            Interlocked.Increment(ref collections);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        HeldPlugin[] plugins = [.. Enumerable.Range(0, 5).Select(static _ => new HeldPlugin())];
        using var unloader = new PluginUnloader(
            Quick with { CollectionInterval = TimeSpan.FromSeconds(1) }, ReleaseSet.Of(UnloadReleases.All, NullLogger.Instance), gate, TimeProvider.System,
            static _ => { }, null, null, NullLogger.Instance);

        PendingUnload[] unloads = [.. plugins.Select(plugin => plugin.Hand(unloader))];

        Assert.All(await Task.WhenAll(unloads.Select(static unload => unload.Ended)).WaitAsync(Patience), Assert.True);
        Assert.InRange(collections, 1, 5);
        Assert.Equal(gate.Count, unloader.State.Collections);
    }

    [Fact]
    public void Release_OnARuntimeThatLacksAMember_IsOffAndSaysWhich()
    {
        var release = new OfAnotherRuntime();

        Assert.False(release.IsReady());
        Assert.Contains("lacks System.Threading.NoSuchThing", release.Missing, StringComparison.Ordinal);
    }

    private sealed class Loggers : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

        public void Dispose()
        {
        }
    }

    private sealed class OfAnotherRuntime() : FrameworkRelease("of another runtime", "System.Private.CoreLib")
    {
        protected override void LookUp(RuntimeMembers members) => members.Field("System.Threading.NoSuchThing", "_field");

        protected override int LetGo(DeadContext dead) => 1;
    }
}
