using Connect.PluginLoading.Unloading;
using Connect.PluginLoading.Unloading.Releases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.PluginLoading;

/// <summary>Each release by what holds a plugin without it.</summary>
public sealed class ReleaseTests
{
    /// <summary>What holds, and the release that lets go of it.</summary>
    public static TheoryData<string, string> Holders => new()
    {
        { "delay", "timers" },
        { "delay loop", "timers" },
        { "periodic timer", "timers" },
        { "timer", "timers" },
        { "socket accept", "pending socket operations" },
        { "registered wait", "registered waits" },
        { "process exit", "framework events" },
        { "unhandled exception", "framework events" },
        { "first chance exception", "framework events" },
        { "assembly resolve", "framework events" },
        { "assembly load", "framework events" },
        { "unobserved exception", "framework events" },
        { "default resolving", "framework events" },
        { "console cancel", "console cancel handlers" },
        { "signal", "signal handlers" },
        { "network change", "network change handlers" },
        { "meter", "meters" },
        { "meter tags", "meters" },
        { "meter listener", "metric listeners" },
        { "activity listener", "activity listeners" },
        { "event listener", "event listeners" },
        { "diagnostic subscription", "diagnostic subscriptions" },
        { "all diagnostic listeners", "diagnostic subscriptions" },
        { "trace listener", "trace listeners" },
        { "encoding provider", "encoding providers" },
        { "console out", "console streams" },
        { "application data", "application data" },
        { "default proxy", "default proxy" },
        { "certificate callback", "certificate callback" },
        { "web request prefix", "web request prefixes" },
        { "database provider", "database providers" },
        { "json", "JSON caches" },
        { "type converter", "type descriptions" },
        { "type provider", "type descriptions" },
        { "type refresh", "type descriptions" },
        { "xml", "XML serializers" },
        { "data contract", "data contracts" },
        { "dispatch proxy", "dispatch proxies" },
        { "data column", "data columns" },
        { "validation", "validation attributes" },
        { "weak table", "own static fields" },
        { "handle", "own static fields" },
        { "thread local", "own static fields" },
        { "linked token", "own static fields" },
    };

    [Theory]
    [MemberData(nameof(Holders))]
    public async Task Holder_WithoutItsReleaseAndWithIt_HoldsAndIsLetGo(string holder, string release)
    {
        using var host = new CancellationTokenSource();
        AppDomain.CurrentDomain.SetData("holders.token", host);
        using var plugin = new HeldPlugin();
        plugin.Call("Hold", holder);

        var (gone, unload) = await plugin.UnloadAsync(other => other.Name != release);

        Assert.False(gone, $"Without the release \"{release}\" it is gone all the same: {string.Join(", ", unload.Released)}");
        var releases = new ReleaseSet(other => other.Name == release, NullLogger.Instance);
        var one = releases.Before.Concat(releases.After).Single();
        Assert.True(plugin.IsGoneAfter(one, out var count), $"\"{release}\" let go of {count}, and it is still there. {one.Missing}");
        Assert.True(count > 0);
        GC.KeepAlive(host);
    }

    [Fact]
    public async Task Releases_OfOnePlugin_TakeNothingFromAnotherOneWithTheSameHolders()
    {
        using var host = new CancellationTokenSource();
        AppDomain.CurrentDomain.SetData("holders.token", host);
        using var dead = new HeldPlugin();
        using var living = new HeldPlugin();
        var names = ((IReadOnlyCollection<string>)living.Call("get_Names")!).ToList();
        names.ForEach(name => dead.Call("Hold", name));
        names.ForEach(name => living.Call("Hold", name));

        // Rounds with time between them, as a worker has: what is aborted in one ends on other threads.
        var (gone, unload) = await dead.UnloadAsync(static _ => true, options: new PluginUnloadOptions { CollectionInterval = TimeSpan.FromMilliseconds(200) });

        Assert.True(gone, $"It is still there after {string.Join(", ", unload.Released)}");
        foreach (var name in names)
        {
            Assert.True(await living.WorksAsync(name), $"\"{name}\" of the living plugin does nothing any more.");
        }

        Assert.True(living.IsAlive());
        Assert.True((await living.UnloadAsync(static _ => true)).Gone);
    }

    [Fact]
    public void Releases_OnThisRuntime_FindAllThatTheyNeed()
    {
        foreach (var assembly in (string[])
            ["System.Net.Sockets", "System.Console", "System.Net.NetworkInformation", "System.Diagnostics.DiagnosticSource", "System.Diagnostics.TraceSource",
             "System.Net.Http", "System.Net.Requests", "System.Data.Common", "System.Text.Json", "System.ComponentModel.TypeConverter",
             "System.Private.Xml", "System.Private.DataContractSerialization", "System.Reflection.DispatchProxy", "System.ComponentModel.Annotations"])
        {
            System.Reflection.Assembly.Load(assembly);
        }

        var releases = ReleaseSet.Of(UnloadReleases.All, NullLogger.Instance);
        Assert.All(releases.After.Concat(releases.Before).OfType<FrameworkRelease>(), static release => Assert.True(release.IsReady(), $"{release.Name}: {release.Missing}"));
        Assert.Empty(releases.Missing);
    }
}
