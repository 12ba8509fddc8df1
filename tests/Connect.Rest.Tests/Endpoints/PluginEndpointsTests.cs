using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connect.PluginLoading;
using Connect.Rest.Tests.Scenes;

namespace Connect.Rest.Tests.Endpoints;

/// <summary>The paths of our own about what lies in the plugin folders.</summary>
public sealed class PluginEndpointsTests
{
    private static readonly InstalledPlugin Counter = new()
    {
        Name = "counter.zip",
        Location = "/plugins/counter.zip",
        Form = "zip",
        ShipsWithHost = false,
        State = PluginState.Loaded,
        Manifest = new PluginManifest { Name = "counter", Author = "Acme", MinimalAbi = "1.0" },
        Classes = [],
        Dependencies = ["Newtonsoft.Json"],
        Uses = [new PluginUse("Acme.Counter", new PluginUser("copy", 1)), new PluginUse("Acme.Counter", null)],
        Errors = ["It is too old."],
    };

    [Fact]
    public async Task List_ShowsWhatLiesThereWhoUsesItAndWhatIsBroken()
    {
        var herder = new ScriptedHerder
        {
            InstalledPlugins = [Counter],
            PluginErrors = [new PluginError("/plugins/bad.zip", "It is no zip.")],
            PluginUnloading = new PluginUnloading
            {
                Unloads =
                [
                    new PluginUnload
                    {
                        Name = "old.zip", Location = "/plugins/old.zip", Since = new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero), IsHeld = true,
                        Rounds = 3, Released = new Dictionary<string, int> { ["timers"] = 2 }, Reason = "A thread sleeps in it.",
                    },
                ],
                Unloaded = 4, Collections = 7, LongestPause = TimeSpan.FromMilliseconds(12.5), NativeLibraries = ["libold.so"], MissingReleases = ["meters: gone"],
            },
        };
        await using var server = await Server.StartAsync(herder);

        var answer = await server.Client.GetAsync("/plugins");

        Assert.Equal(200, answer.Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "plugins": [{
                "name": "counter.zip", "location": "/plugins/counter.zip", "form": "zip", "state": "LOADED", "ships_with_worker": false,
                "manifest": {"name": "counter", "author": "Acme", "min_abi_version": "1.0"}, "classes": [], "assemblies": ["Newtonsoft.Json"],
                "used_by": [{"class": "Acme.Counter", "connector": "copy", "task": 1}, {"class": "Acme.Counter"}],
                "errors": ["It is too old."]
              }],
              "errors": [{"location": "/plugins/bad.zip", "message": "It is no zip."}],
              "unloading": {
                "unloaded": 4,
                "plugins": [{
                  "name": "old.zip", "location": "/plugins/old.zip", "state": "HELD", "since": "2026-11-27T08:00:00+00:00", "rounds": 3,
                  "released": {"timers": 2}, "reason": "A thread sleeps in it."
                }],
                "collections": 7, "longest_pause_ms": 12.5, "native_libraries": ["libold.so"], "missing_releases": ["meters: gone"]
              }
            }
            """), JsonNode.Parse(answer.Body)), answer.Body);
    }

    [Fact]
    public async Task One_IsFoundByItsName_AndAnUnknownOneIsNot()
    {
        await using var server = await Server.StartAsync(new ScriptedHerder { InstalledPlugins = [Counter] });

        var found = await server.Client.GetAsync("/plugins/counter.zip");
        Assert.Equal("counter.zip", (string?)JsonNode.Parse(found.Body)!["plugins"]![0]!["name"]);
        var missing = await server.Client.GetAsync("/plugins/other.zip");
        Assert.Equal(404, missing.Code);
        Assert.Contains("Plugin other.zip not found", missing.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_AreForbiddenUnlessTheWorkerAllowsThem()
    {
        var herder = new ScriptedHerder { InstalledPlugins = [Counter] };
        await using var server = await Server.StartAsync(herder);

        foreach (var refused in (Answer[])[
            await server.Client.SendAsync(HttpMethod.Put, "/plugins/counter.zip", Zip(10)),
            await server.Client.DeleteAsync("/plugins/counter.zip"),
            await server.Client.PostAsync("/plugins/rescan")])
        {
            Assert.Equal(403, refused.Code);
            Assert.Contains("plugin.management.enable=true", refused.Body, StringComparison.Ordinal);
        }

        Assert.Empty(herder.PluginChanges);
    }

    [Fact]
    public async Task Why_TellsWhatHoldsAPlugin_ForProgramsAndForPeople()
    {
        var report = new HoldingReport
        {
            Plugin = "old.zip",
            Holders = [new PluginHolder("the timers' queue", "timers", ["static Queue.Instances", "Timer", "Acme.Poller"], "Dispose the timer in Stop.")],
            Threads = [new PluginThread("thread 7 \"acme\"", ["Acme.Poller.Loop"], "End it in Stop.")],
        };
        var herder = new ScriptedHerder { Explain = name => new PluginExplanation(name, [], [report]) };
        await using var server = await Server.StartAsync(herder);

        var answer = await server.Client.PostAsync("/plugins/old.zip/why");

        Assert.Equal(200, answer.Code);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {
              "plugin": "old.zip", "plugins": [],
              "held": [{
                "plugin": "old.zip",
                "holders": [{
                  "what": "the timers' queue", "release": "timers", "chain": ["static Queue.Instances", "Timer", "Acme.Poller"],
                  "advice": "Dispose the timer in Stop."
                }],
                "threads": [{"thread": "thread 7 \"acme\"", "frames": ["Acme.Poller.Loop"], "advice": "End it in Stop."}]
              }],
              "text": "old.zip is held by\n  1. thread 7 \"acme\": Acme.Poller.Loop\n     End it in Stop.\n  2. the timers' queue: static Queue.Instances → Timer → Acme.Poller\n     Dispose the timer in Stop."
            }
            """), JsonNode.Parse(answer.Body)), answer.Body);
    }

    [Fact]
    public async Task Why_OfAnUnknownPlugin_OrWhereLookingIsNotAllowed_SaysSo()
    {
        var herder = new ScriptedHerder();
        await using var server = await Server.StartAsync(herder);
        Assert.Equal(404, (await server.Client.PostAsync("/plugins/none.zip/why")).Code);

        herder.Explain = static _ => throw new InvalidOperationException("set plugin.unload.explain=true");
        var refused = await server.Client.PostAsync("/plugins/old.zip/why");
        Assert.Equal(403, refused.Code);
        Assert.Contains("plugin.unload.explain=true", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_WhereAllowed_ReachTheHerder()
    {
        var herder = new ScriptedHerder { InstalledPlugins = [Counter] };
        await using var server = await Server.StartAsync(herder, Server.Options with { PluginManagement = true });

        Assert.Equal(200, (await server.Client.SendAsync(HttpMethod.Put, "/plugins/counter.zip", Zip(10))).Code);
        Assert.Equal(204, (await server.Client.DeleteAsync("/plugins/counter.zip")).Code);
        Assert.Equal(404, (await server.Client.DeleteAsync("/plugins/other.zip")).Code);
        Assert.Equal(200, (await server.Client.PostAsync("/plugins/rescan")).Code);

        Assert.Equal(["install counter.zip of 10 bytes", "remove counter.zip", "remove other.zip", "rescan"], herder.PluginChanges);
    }

    [Fact]
    public async Task Install_OfAZipLargerThanOtherBodiesMayBe_IsTaken()
    {
        var herder = new ScriptedHerder { InstalledPlugins = [Counter] };
        await using var server = await Server.StartAsync(herder, Server.Options with { PluginManagement = true, MaxBodyBytes = 1000 });

        Assert.Equal(200, (await server.Client.SendAsync(HttpMethod.Put, "/plugins/counter.zip", Zip(100_000))).Code);

        Assert.Equal(["install counter.zip of 100000 bytes"], herder.PluginChanges);
    }

    [Fact]
    public async Task Install_OfSomethingElseThanAZip_IsAnUnsupportedMediaType()
    {
        var herder = new ScriptedHerder { InstalledPlugins = [Counter] };
        await using var server = await Server.StartAsync(herder, Server.Options with { PluginManagement = true });

        Assert.Equal(415, (await server.Client.PutAsync("/plugins/counter.zip", "{}")).Code);

        Assert.Empty(herder.PluginChanges);
    }

    private static ByteArrayContent Zip(int size) => new(new byte[size]) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
}
