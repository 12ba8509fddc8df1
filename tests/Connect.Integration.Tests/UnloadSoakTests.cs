using System.Diagnostics;
using System.Globalization;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>
/// Plugins that are put into a worker, run, and taken out again, over and over: a hundred times, or a thousand with
/// <c>./test soak</c> (or as often as CONNECT_SOAK_CYCLES says). The figures are read from outside, from <c>/proc</c>.
/// </summary>
public sealed class UnloadSoakTests(ITestOutputHelper output) : IDisposable
{
    private const int WarmUp = 10;
    /// <summary>In MiB, however many cycles: 300 were measured to take 10, most of it in the first dozens.</summary>
    private const int MostGrowth = 30;

    private static readonly TimeSpan Drained = TimeSpan.FromMinutes(3);
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Cycles => int.Parse(Environment.GetEnvironmentVariable("CONNECT_SOAK_CYCLES") ?? "100", CultureInfo.InvariantCulture);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Cycles_OfAPluginThatUsesLibraries_LeaveNoContextMemoryThreadOrHandleBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Threads, handles and maps are read from /proc.");
        var plugins = Directory.CreateDirectory(_scene.InFolder("plugins")).FullName;
        var aside = _scene.InFolder("libraries");
        Copy(Repository.TestPlugin("Libraries"), aside);
        var settings = _scene.WorkerSettings().With("plugin.path", plugins).With("plugin.management.enable", "true");
        await using var worker = await WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));

        await CycleAsync(worker, aside, plugins, 0, WarmUp);
        var before = Footprint.Of(worker.Id);
        var time = Stopwatch.StartNew();
        await CycleAsync(worker, aside, plugins, WarmUp, WarmUp + Cycles);
        var elapsed = time.Elapsed;
        var after = Footprint.Of(worker.Id);

        var unloading = (await worker.Rest.GetAsync("/plugins", Token))["unloading"]!;
        string[] figures =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Cycles} cycles of load, run, unload in {elapsed.TotalSeconds:F0} s ({elapsed.TotalMilliseconds / Cycles:F0} ms each)"),
            $"before {before}",
            $"after  {after}",
            $"contexts gone {unloading["unloaded"]}, collections {unloading["collections"]}, longest pause {unloading["longest_pause_ms"]} ms, native libraries {unloading["native_libraries"]!.ToJsonString()}",
        ];
        Figures.Print(output, figures);
        Assert.True(WarmUp + Cycles == (int)unloading["unloaded"]!, $"{WarmUp + Cycles} plugins came, and {unloading["unloaded"]} were unloaded.\n{worker.Log}");
        Assert.Empty(after.Assemblies);
        Assert.InRange(after.Threads, 0, before.Threads + 3);
        Assert.InRange(after.Handles, 0, before.Handles + 3);
        Assert.InRange(after.Sockets, 0, before.Sockets);
        Assert.InRange(after.MiB, 0, before.MiB + MostGrowth);
        Assert.Equal(before.NativeLibraries, after.NativeLibraries);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }

    /// <summary>Runs cycles, and waits until all contexts of them are gone.</summary>
    private static async Task CycleAsync(WorkerProcess worker, string aside, string plugins, int from, int to)
    {
        var place = Path.Combine(plugins, "libraries");
        for (var i = from; i < to; i++)
        {
            Directory.Move(aside, place);
            await worker.Rest.DoAsync(HttpMethod.Post, "/plugins/rescan", null, Token);
            var name = string.Create(CultureInfo.InvariantCulture, $"cycle-{i}");
            var heavy = i % 10 == 0;
            await worker.Rest.CreateAsync(
                name,
                new Dictionary<string, string>
                {
                    ["connector.class"] = "TestPlugins.Libraries.LibrariesSourceConnector", ["topic"] = name, ["heavy"] = heavy ? "true" : "false",
                },
                Token);
            await worker.WaitAsync($"all records of {name}", async () => await WrittenAsync(worker, name) ? "" : null, Token);
            await worker.Rest.DoAsync(HttpMethod.Delete, "/connectors/" + name, null, Token);
            Directory.Move(place, aside);
            await worker.Rest.DoAsync(HttpMethod.Post, "/plugins/rescan", null, Token);
        }

        await worker.WaitAsync(
            "no context left",
            async () =>
            {
                var unloading = (await worker.Rest.GetAsync("/plugins", Token))["unloading"]!;
                Assert.DoesNotContain(unloading["plugins"]!.AsArray(), static p => (string?)p!["state"] == "HELD");
                return unloading["plugins"]!.AsArray().Count == 0 ? "" : null;
            },
            Token,
            Drained);
    }

    /// <summary>Whether the task has used its libraries: it says so by its last record, and fails if it can't.</summary>
    private static async Task<bool> WrittenAsync(WorkerProcess worker, string name)
    {
        var status = await worker.Rest.GetAsync($"/connectors/{name}/status", Token);
        if (status["tasks"]!.AsArray() is [{ } task])
        {
            Assert.True((string?)task["state"] != "FAILED", (string?)task["trace"]);
        }

        var topics = await worker.Rest.GetAsync($"/connectors/{name}/topics", Token);
        return topics[name]!["topics"]!.AsArray().Any(topic => (string?)topic == name + "-done");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>What a process takes; its memory without the files that it maps, which are the page cache's.</summary>
    private sealed record Footprint(double MiB, int Threads, int Handles, int Sockets, IReadOnlyList<string> Assemblies, int NativeLibraries)
    {
        public static Footprint Of(int process)
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
            var status = File.ReadLines(folder + "/status").Select(static l => l.Split(':', 2)).ToDictionary(static p => p[0], static p => p[1].Trim());
            var handles = Directory.EnumerateFileSystemEntries(folder + "/fd").Select(static fd => new FileInfo(fd).LinkTarget).OfType<string>().ToList();
            var copies = File.ReadLines(folder + "/maps").Where(static l => l.Contains("/copies/", StringComparison.Ordinal))
                .Select(static l => l[l.IndexOf('/', StringComparison.Ordinal)..]).Distinct(StringComparer.Ordinal).ToList();
            return new Footprint(
                double.Parse(status["RssAnon"].Split(' ')[0], CultureInfo.InvariantCulture) / 1024,
                int.Parse(status["Threads"], CultureInfo.InvariantCulture),
                handles.Count,
                handles.Count(static h => h.StartsWith("socket:", StringComparison.Ordinal)),
                [.. copies.Where(static path => path.Contains(".dll", StringComparison.Ordinal))],
                copies.Count(static path => !path.Contains(".dll", StringComparison.Ordinal)));
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{MiB:F0} MiB, {Threads} threads, {Handles} handles of which {Sockets} sockets, {Assemblies.Count} assemblies and {NativeLibraries} native libraries of plugins mapped");
    }
}
