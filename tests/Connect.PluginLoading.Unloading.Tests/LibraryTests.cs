using Connect.PluginLoading.Unloading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.PluginLoading;

/// <summary>Libraries that plugins use, by what holds a plugin that used one.</summary>
public sealed class LibraryTests
{
    /// <summary>
    /// A library, and the releases without any one of which a plugin that used it stays; <c>a|b</c> where one of several is enough.
    /// </summary>
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "Newtonsoft.Json", ["type descriptions"] },
        { "System.Text.Json", ["JSON caches"] },
        { "YamlDotNet", [] },
        { "configuration binder", [] },
        { "Polly", ["type descriptions", "validation attributes"] },
        { "HttpClient factory", ["timers"] },
        { "HttpClient factory, never disposed", ["timers", "meters"] },
        { "Sqlite", ["timers", "framework events"] },
        { "Sqlite without pooling", ["timers", "framework events"] },
        { "Dapper over Sqlite", ["timers", "framework events"] },
        { "EF Core over Sqlite", ["timers", "framework events", "meters"] },
        { "Npgsql data source", ["meters|own static fields"] },
        { "Npgsql connection", ["meters|own static fields", "framework events"] },
        { "MySqlConnector", ["timers|own static fields", "framework events", "meters|own static fields"] },
        { "MongoDB.Driver", ["libraries' own clean-up"] },
        { "StackExchange.Redis", [] },
        { "OpenTelemetry", ["timers|own static fields", "framework events"] },
        { "NLog", ["framework events|own static fields|domain unload handlers"] },
        { "Serilog", [] },
        { "log4net", [] },
        { "System.Reactive", ["timers"] },
        { "Quartz", [] },
        { "Quartz, left running", ["timers"] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Library_ThatAPluginUsed_GoesWithItByItsReleases_AndNotWithoutOneOfThem(string library, string[] releases)
    {
        foreach (var missing in releases)
        {
            using var plugin = new HeldPlugin("Libraries");
            plugin.Call("Hold", library);
            var alternatives = missing.Split('|');
            var (gone, without) = await plugin.UnloadAsync(release => !alternatives.Contains(release.Name), options: Quick);
            Assert.False(gone, $"{library} goes without \"{missing}\": {string.Join(", ", without.Released)}");

            var set = new ReleaseSet(release => alternatives.Contains(release.Name), NullLogger.Instance);
            Assert.True(plugin.IsGoneAfter([.. set.Before, .. set.After], out _), $"{library} does not go with \"{missing}\" either.");
        }

        using var last = new HeldPlugin("Libraries");
        last.Call("Hold", library);
        var all = await last.UnloadAsync(release => releases.Length > 0, options: Quick);
        Assert.True(all.Gone, $"{library} is still there after {string.Join(", ", all.Unload.Released)}");
    }

    private static PluginUnloadOptions Quick => new() { CollectionInterval = TimeSpan.FromMilliseconds(50) };
}
