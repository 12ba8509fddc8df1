namespace Connect.Configuration;

/// <summary>The names of worker settings.</summary>
public static class WorkerSettings
{
    /// <summary>Where the log is.</summary>
    public const string BootstrapServers = "bootstrap.servers";

    /// <summary>How a broker's name becomes addresses.</summary>
    public const string ClientDnsLookup = "client.dns.lookup";

    /// <summary>How long tasks may take to stop.</summary>
    public const string TaskShutdownGracefulTimeout = "task.shutdown.graceful.timeout.ms";

    /// <summary>How often offsets are committed.</summary>
    public const string OffsetFlushInterval = "offset.flush.interval.ms";

    /// <summary>How long committing offsets may take.</summary>
    public const string OffsetFlushTimeout = "offset.flush.timeout.ms";

    /// <summary>The file with the offsets of sources.</summary>
    public const string OffsetStorageFile = "offset.storage.file.filename";

    /// <summary>Where plugins are looked for.</summary>
    public const string PluginPath = "plugin.path";

    /// <summary>How Java finds plugins; without effect here.</summary>
    public const string PluginDiscovery = "plugin.discovery";

    /// <summary>The names of the config providers.</summary>
    public const string ConfigProviders = "config.providers";

    /// <summary>Which client settings connectors may override.</summary>
    public const string ClientOverridePolicy = "connector.client.config.override.policy";

    /// <summary>Whether topics of sources are made by the worker.</summary>
    public const string TopicCreationEnable = "topic.creation.enable";

    /// <summary>Whether the topics that connectors use are remembered.</summary>
    public const string TopicTrackingEnable = "topic.tracking.enable";

    /// <summary>Whether users may make the worker forget them.</summary>
    public const string TopicTrackingAllowReset = "topic.tracking.allow.reset";

    /// <summary>The span that a sampled figure is taken over.</summary>
    public const string MetricsSampleWindow = "metrics.sample.window.ms";

    /// <summary>How many such spans are kept.</summary>
    public const string MetricsNumSamples = "metrics.num.samples";

    /// <summary>How much is measured.</summary>
    public const string MetricsRecordingLevel = "metrics.recording.level";

    /// <summary>Java classes that publish figures; without effect here.</summary>
    public const string MetricReporters = "metric.reporters";

    /// <summary>Where REST listens.</summary>
    public const string Listeners = "listeners";

    /// <summary>Where REST's admin paths listen.</summary>
    public const string AdminListeners = "admin.listeners";

    /// <summary>The host that other workers reach REST at.</summary>
    public const string AdvertisedHostName = "rest.advertised.host.name";

    /// <summary>The port that other workers reach REST at.</summary>
    public const string AdvertisedPort = "rest.advertised.port";

    /// <summary>The protocol that other workers reach REST by.</summary>
    public const string AdvertisedListener = "rest.advertised.listener";

    /// <summary>The origin that browsers may call from.</summary>
    public const string AccessControlAllowOrigin = "access.control.allow.origin";

    /// <summary>The methods that browsers may call.</summary>
    public const string AccessControlAllowMethods = "access.control.allow.methods";

    /// <summary>Headers that go into every answer.</summary>
    public const string ResponseHttpHeaders = "response.http.headers.config";

    /// <summary>Java classes that add to REST; the one for basic authentication is known here.</summary>
    public const string RestExtensions = "rest.extension.classes";

    /// <summary>Whether callers of REST show a certificate.</summary>
    public const string SslClientAuth = "ssl.client.auth";

    /// <summary>Ours: how many records a source task may have sent without an acknowledgement.</summary>
    public const string SourceMaxInflightRecords = "source.max.inflight.records";

    /// <summary>Ours: how many bytes a source task may have sent without an acknowledgement.</summary>
    public const string SourceMaxInflightBytes = "source.max.inflight.bytes";

    /// <summary>Ours: what happens to connectors whose plugin was replaced.</summary>
    public const string PluginUpgradePolicy = "plugin.upgrade.policy";

    /// <summary>Ours: whether REST may install and remove plugins.</summary>
    public const string PluginManagementEnable = "plugin.management.enable";

    /// <summary>Ours: what may be let go of on behalf of a plugin that nobody uses any more.</summary>
    public const string PluginUnloadReleases = "plugin.unload.releases";

    /// <summary>Ours: whether threads that wait in the code of a plugin that nobody uses any more are interrupted.</summary>
    public const string PluginUnloadInterruptThreads = "plugin.unload.interrupt.threads";

    /// <summary>Ours: whether a dump of the process may be written to find out what holds a plugin.</summary>
    public const string PluginUnloadExplain = "plugin.unload.explain";

    /// <summary>Ours: the file that says who may call REST.</summary>
    public const string RestAuthenticationFile = "rest.authentication.file";

    /// <summary>Ours: the collector that metrics and traces are sent to.</summary>
    public const string OtlpEndpoint = "otlp.endpoint";

    /// <summary>Ours: how the collector is spoken to.</summary>
    public const string OtlpProtocol = "otlp.protocol";

    /// <summary>Ours: how many of the records without a trace begin one.</summary>
    public const string OtlpTracesRatio = "otlp.traces.ratio";

    /// <summary>Ours: how log lines look.</summary>
    public const string LogFormat = "log.format";
}
