using Connect.Abi.Errors;
using Connect.Broker;
using Connect.Broker.Embedded;
using Connect.Broker.Kafka;
using Connect.Cluster;
using Connect.Configuration;
using Connect.Foundation;
using Connect.Host.Logging;
using Connect.Host.Telemetry;
using Connect.PluginLoading;
using Connect.Rest;
using Connect.Runtime;
using Connect.Storage;
using Microsoft.Extensions.Logging;

namespace Connect.Host;

/// <summary>A whole standalone worker, wired: log, plugins, broker, stores, herder, REST. Stops in the reverse order.</summary>
internal sealed partial class StandaloneWorker : IAsyncDisposable
{
    /// <summary>Connect's version, whose API, protocols and files these are.</summary>
    public const string ConnectVersion = "4.3.1";

    private const string EmbeddedScheme = "embedded:";
    private readonly Stack<Func<ValueTask>> closings = new();
    private readonly SecretTexts secrets = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RestServer? rest;
    private IHerder? herder;
    private WorkerTelemetry? telemetry;
    private bool isStopped;

    private StandaloneWorker()
    {
    }

    /// <summary>Where REST listens.</summary>
    public Uri RestUrl => rest!.AdvertisedUrl;

    /// <summary>The log that it copies from and to.</summary>
    public IBroker Broker { get; private set; } = null!;

    /// <summary>Completes when it has stopped.</summary>
    public Task Ended => ended.Task;

    /// <summary>Starts a worker and its connectors.</summary>
    /// <param name="settings">The worker's settings.</param>
    /// <param name="connectors">The connectors to start.</param>
    /// <param name="quiet">Logs warnings and errors only.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectException">It can't start; the message says why.</exception>
    public static async Task<StandaloneWorker> StartAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<ConnectorRequest> connectors, bool quiet, CancellationToken cancellationToken)
    {
        var worker = new StandaloneWorker();
        try
        {
            await worker.StartCoreAsync(settings, connectors, quiet, cancellationToken);
            return worker;
        }
        catch (Exception error)
        {
            await worker.DisposeAsync();
            var shown = worker.secrets.Hide(error.ToString());
            if (shown != error.ToString())
            {
                // The original goes no further: what was looked up for settings is in it.
                throw new ConnectException(error is ConnectException ? worker.secrets.Hide(error.Message) : shown);
            }

            throw;
        }
    }

    /// <summary>Stops gracefully: tasks flushed, offsets committed.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        if (rest is not null)
        {
            await rest.StopAsync(cancellationToken);
        }

        telemetry?.Flush();
        if (herder is not null)
        {
            await herder.StopAsync(cancellationToken);
        }

        ended.TrySetResult();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        while (closings.TryPop(out var close))
        {
            await close();
        }
    }

    private async Task StartCoreAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<ConnectorRequest> connectors, bool quiet, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var levels = HostLogging.Levels(quiet, time);
        var loggerFactory = Own(HostLogging.Create(WorkerConfig.LogFormatOf(settings), levels, secrets));
        PluginThreads.Guard(loggerFactory);
        var providers = ConfigProviderSettings.From(settings);
        PluginCatalogue? plugins = null;
        if (providers.Count > 0)
        {
            // They are plugins, and the other settings may need them; without them REST listens before plugins are looked for.
            plugins = Own(await OpenPluginsAsync(
                WorkerConfig.PluginPathOf(settings), PluginUnloadSettings.From(settings), loggerFactory, cancellationToken));
        }

        var references = plugins is null ? null : Own(SettingReferences.Open(plugins, providers, secrets, loggerFactory));
        var config = references is null ? WorkerConfig.Standalone(settings) : await ResolvedAsync(references, settings, cancellationToken);
        var logger = loggerFactory.CreateLogger<StandaloneWorker>();
        foreach (var warning in config.Warnings)
        {
            Log.SettingWarning(logger, warning);
        }

        rest = new RestServer(RestOptionsOf(config, secrets), loggerFactory, time);
        closings.Push(rest.DisposeAsync);
        await rest.StartAsync(cancellationToken);
        telemetry = WorkerTelemetry.Start(config, rest.WorkerId);
        if (telemetry is not null)
        {
            Own(telemetry);
        }

        var broker = OpenBroker(config, loggerFactory, time);
        closings.Push(broker.DisposeAsync);
        Broker = broker;
        var clusterId = ReadClusterIdAsync(config, broker, cancellationToken);
        plugins ??= Own(await OpenPluginsAsync(config.PluginPath, config.PluginUnloading, loggerFactory, cancellationToken));
        references ??= Own(SettingReferences.Open(plugins, providers, secrets, loggerFactory));
        CheckConverters(config, plugins);
        herder = new StandaloneHerder(new StandaloneServices
        {
            Config = config,
            WorkerId = rest.WorkerId,
            ClusterId = await clusterId,
            Plugins = plugins,
            Broker = broker,
            Configs = new MemoryConfigStore(),
            Offsets = new FileOffsetStore(config.OffsetStorageFile!, loggerFactory),
            Statuses = new MemoryStatusStore(),
            References = references,
            LoggerLevels = levels,
            LoggerFactory = loggerFactory,
            Time = time,
        });
        closings.Push(herder.DisposeAsync);
        await herder.StartAsync(cancellationToken);
        plugins.Watch(time);
        rest.Serve(herder);
        foreach (var connector in connectors)
        {
            await StartConnectorAsync(connector, cancellationToken);
        }

        Log.Started(logger, string.Join(", ", rest.Addresses), plugins.Plugins.Count);
    }

    private async Task StartConnectorAsync(ConnectorRequest connector, CancellationToken cancellationToken)
    {
        try
        {
            var config = connector.Settings.ToDictionary(e => e.Key, e => (string?)e.Value, StringComparer.Ordinal);
            await herder!.PutAsync(connector.Name, config, TargetOf(connector.InitialState), mayReplace: false, cancellationToken);
        }
        catch (ConnectException error)
        {
            throw new ConnectException($"Connector {connector.Name} can't be created: {error.Message}", error);
        }
    }

    private static RunTarget? TargetOf(string? state) => state switch
    {
        "PAUSED" => RunTarget.Paused,
        "STOPPED" => RunTarget.Stopped,
        _ => null,
    };

    /// <summary>The settings with references looked up, but for those that say where providers are.</summary>
    private static async Task<WorkerConfig> ResolvedAsync(
        SettingReferences references, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var given = settings.Where(s => !WorkerConfig.IsReadAsGiven(s.Key)).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var resolved = await references.ResolveAsync(given, cancellationToken);
        var all = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        foreach (var (name, value) in resolved.Settings)
        {
            all[name] = value;
        }

        return WorkerConfig.Standalone(all, resolved.Resolved);
    }

    private static RestOptions RestOptionsOf(WorkerConfig config, SecretTexts secrets) => new()
    {
        Listeners = config.Rest.Listeners,
        AdminListeners = config.Rest.AdminListeners,
        ListenersSsl = config.Rest.ListenersSsl,
        AdminListenersSsl = config.Rest.AdminListenersSsl,
        AuthenticationFile = config.Rest.AuthenticationFile,
        Extensions = config.Rest.Extensions,
        JaasFile = JavaProperties.JaasFile(),
        AllowedOrigins = config.Rest.AccessControlAllowOrigin,
        AllowedMethods = config.Rest.AccessControlAllowMethods,
        ResponseHeaders = config.Rest.ResponseHeaders,
        Hide = secrets.Hide,
        AdvertisedScheme = config.Rest.AdvertisedListener,
        AdvertisedHost = config.Rest.AdvertisedHostName,
        AdvertisedPort = config.Rest.AdvertisedPort,
        Meters = WorkerTelemetry.Meters,
        TelemetryAttributes = id => WorkerTelemetry.Attributes(config, id),
        Version = ConnectVersion,
        Commit = "Unknown",
        TopicTracking = config.TopicTrackingEnable,
        TopicTrackingReset = config.TopicTrackingAllowReset,
        PluginManagement = config.PluginManagementEnable,
    };

    private static IBroker OpenBroker(WorkerConfig config, ILoggerFactory loggerFactory, TimeProvider time) =>
        config.BootstrapServers.StartsWith(EmbeddedScheme, StringComparison.Ordinal)
            ? EmbeddedBroker.Open(config.BootstrapServers[EmbeddedScheme.Length..], loggerFactory, time)
            : new KafkaBroker(config.BootstrapServers, loggerFactory, time);

    private async Task<string> ReadClusterIdAsync(WorkerConfig config, IBroker broker, CancellationToken cancellationToken)
    {
        try
        {
            var admin = broker.OpenAdmin(ClientSettings.WorkerAdmin(config));
            try
            {
                return (await admin.DescribeClusterAsync(cancellationToken)).ClusterId;
            }
            finally
            {
                // A client of Kafka takes up to half a second to close: the start does not wait for it, the stop does.
                var closing = admin.DisposeAsync().AsTask();
                closings.Push(() => new ValueTask(closing));
            }
        }
        catch (BrokerException error)
        {
            throw new ConnectException(
                $"The worker can't reach Kafka at bootstrap.servers={config.BootstrapServers}: {error.Message} Check that it runs there, or "
                + "work without one: bootstrap.servers=embedded:FOLDER.",
                error);
        }
    }

    private static Task<PluginCatalogue> OpenPluginsAsync(
        IReadOnlyList<string> pluginPath, PluginUnloadSettings unloading, ILoggerFactory loggerFactory, CancellationToken cancellationToken) => Task.Run(
        () => PluginCatalogue.Open(
            new PluginCatalogueOptions
            {
                PluginPath = pluginPath,
                HostFolder = HostFolders.Plugins,
                CacheFolder = HostFolders.PluginCache,
                Unloading = new PluginUnloadOptions
                {
                    Releases = Enum.Parse<UnloadReleases>(unloading.Releases, ignoreCase: true),
                    InterruptThreads = unloading.InterruptThreads,
                    Explain = unloading.Explain,
                },
            },
            loggerFactory),
        cancellationToken);

    /// <summary>A worker without its converters would fail every task: it does not start.</summary>
    private static void CheckConverters(WorkerConfig config, PluginCatalogue plugins)
    {
        plugins.Find(PluginKind.Converter, config.KeyConverter.ClassName, config.KeyConverter.Version);
        plugins.Find(PluginKind.Converter, config.ValueConverter.ClassName, config.ValueConverter.Version);
        plugins.Find(PluginKind.HeaderConverter, config.HeaderConverter.ClassName, config.HeaderConverter.Version);
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

    private static partial class Log
    {
        [LoggerMessage(EventId = 700, Level = LogLevel.Information, Message = "Worker started; REST listens on {Addresses}; {Plugins} plugin classes found")]
        public static partial void Started(ILogger logger, string addresses, int plugins);

        [LoggerMessage(EventId = 701, Level = LogLevel.Warning, Message = "{Warning}")]
        public static partial void SettingWarning(ILogger logger, string warning);
    }
}
