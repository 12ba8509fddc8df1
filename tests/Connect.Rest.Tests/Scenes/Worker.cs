using System.Text.Json;
using Connect.Broker;
using Connect.Broker.Embedded;
using Connect.Cluster;
using Connect.Configuration;
using Connect.Foundation;
using Connect.PluginLoading;
using Connect.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Rest.Tests.Scenes;

/// <summary>A whole standalone herder on an embedded log of its own, served.</summary>
internal sealed class Worker : IAsyncDisposable
{
    public const string WorkerId = "worker.example:8083";
    private readonly string folder = Directory.CreateTempSubdirectory("connect-rest-").FullName;
    private readonly Stack<Func<ValueTask>> closings = new();

    private Worker()
    {
    }

    public Server Server { get; private set; } = null!;

    public Client Client => Server.Client;

    public IBroker Broker { get; private set; } = null!;

    public static async Task<Worker> StartAsync(params (string Name, string Value)[] settings)
    {
        var worker = new Worker();
        try
        {
            await worker.StartCoreAsync(settings);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file of this worker's folder, written.</summary>
    public string Write(string name, string content)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>The settings of a source that copies a file, as JSON.</summary>
    public static string Source(string file, string topic, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["connector.class"] = "FileStreamSource", ["topic"] = topic, ["file"] = file };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return JsonSerializer.Serialize(settings);
    }

    /// <summary>Creates a connector and waits until it and its tasks run.</summary>
    public async Task CreateAsync(string name, string settings)
    {
        var created = await Client.PostAsync("/connectors", $"{{\"name\":{JsonSerializer.Serialize(name)},\"config\":{settings}}}");
        Assert.True(created.Code == 201, created.Body);
        await UntilAsync(name, s => s.GetProperty("connector").GetProperty("state").GetString() == "RUNNING"
            && s.GetProperty("tasks").EnumerateArray().Any() && s.GetProperty("tasks").EnumerateArray().All(t => t.GetProperty("state").GetString() == "RUNNING"));
    }

    /// <summary>Asks for a connector's status until it is as wanted.</summary>
    public async Task<string> UntilAsync(string name, Func<JsonElement, bool> isWanted)
    {
        var path = $"/connectors/{Uri.EscapeDataString(name)}/status";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var status = await Client.GetAsync(path);
            if (status.Code == 200 && isWanted(JsonDocument.Parse(status.Body).RootElement))
            {
                return status.Body;
            }

            Assert.False(limit.IsCancellationRequested, $"{name} did not come to the wanted state: {status.Body}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for so many values of a topic, from its start.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(string topic, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await using var reader = Broker.OpenReader(new Dictionary<string, string> { ["auto.offset.reset"] = "earliest", ["group.id"] = Guid.NewGuid().ToString() });
        return await TopicValues.ReadAsync(reader, topic, count, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        while (closings.TryPop(out var close))
        {
            await close();
        }

        Directory.Delete(folder, recursive: true);
    }

    private async Task StartCoreAsync((string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["bootstrap.servers"] = "embedded:" + Path.Combine(folder, "log"),
            ["key.converter"] = "StringConverter",
            ["value.converter"] = "StringConverter",
            ["offset.storage.file.filename"] = Path.Combine(folder, "offsets"),
            ["offset.flush.interval.ms"] = "200",
        };
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        var config = WorkerConfig.Standalone(settings);
        var loggers = NullLoggerFactory.Instance;
        var time = TimeProvider.System;
        var secrets = new SecretTexts();
        var broker = EmbeddedBroker.Open(Path.Combine(folder, "log"), loggers, time);
        closings.Push(broker.DisposeAsync);
        Broker = broker;
        var plugins = Own(PluginCatalogue.Open(
            new PluginCatalogueOptions
            {
                PluginPath = [Path.Combine(Repository.Artifacts, "test-plugins")],
                HostFolder = Repository.PluginPath,
                CacheFolder = Path.Combine(folder, "cache"),
            },
            loggers));
        var herder = new StandaloneHerder(new StandaloneServices
        {
            Config = config,
            WorkerId = WorkerId,
            ClusterId = "the-cluster",
            Plugins = plugins,
            Broker = broker,
            Configs = new MemoryConfigStore(),
            Offsets = new FileOffsetStore(config.OffsetStorageFile!, loggers),
            Statuses = new MemoryStatusStore(),
            References = Own(SettingReferences.Open(plugins, config.ConfigProviders, secrets, loggers)),
            LoggerLevels = new LoggerLevels("INFO", time),
            LoggerFactory = loggers,
            Time = time,
        });
        closings.Push(herder.DisposeAsync);
        await herder.StartAsync(TestContext.Current.CancellationToken);
        closings.Push(async () => await herder.StopAsync(CancellationToken.None));
        Server = await Server.StartAsync(herder, Server.Options with { Hide = secrets.Hide, AdvertisedHost = "worker.example", AdvertisedPort = 8083 });
        closings.Push(Server.DisposeAsync);
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        closings.Push(() =>
        {
            owned.Dispose();
            return ValueTask.CompletedTask;
        });
        return owned;
    }
}
