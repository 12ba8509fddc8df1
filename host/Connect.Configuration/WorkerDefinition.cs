using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>The settings that a worker takes: Java's in Java's order, and ours apart from them.</summary>
public static class WorkerDefinition
{
    /// <summary>Of every worker.</summary>
    public static ConfigDef Common()
    {
        var definition = new ConfigDef()
            .Define(WorkerSettings.BootstrapServers, ConfigType.List, ConfigDef.NoDefault, ValidList.AnyNonDuplicateValues(false, false), Importance.High,
                "Brokers to find the Kafka cluster by, as host:port with commas between; or embedded:FOLDER for the log inside the worker.")
            .Define(WorkerSettings.ClientDnsLookup, ConfigType.String, "use_all_dns_ips",
                ValidString.In("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"), Importance.Medium,
                "How Java's clients look up brokers; without effect here.")
            .Define(ConnectorSettings.KeyConverter, ConfigType.Class, Importance.High,
                "The converter of keys, for connectors that name none. Its settings follow under key.converter.")
            .Define(ConnectorSettings.KeyConverter + ConnectorSettings.VersionSuffix, ConfigType.String, null, Importance.Low,
                "Which versions of the converter of keys will do.")
            .Define(ConnectorSettings.ValueConverter, ConfigType.Class, Importance.High,
                "The converter of values, for connectors that name none. Its settings follow under value.converter.")
            .Define(ConnectorSettings.ValueConverter + ConnectorSettings.VersionSuffix, ConfigType.String, null, Importance.Low,
                "Which versions of the converter of values will do.")
            .Define(WorkerSettings.TaskShutdownGracefulTimeout, ConfigType.Long, 5000L, Importance.Low,
                "How long all tasks together may take to stop, in milliseconds; what still runs then is abandoned.")
            .Define(WorkerSettings.OffsetFlushInterval, ConfigType.Long, 60000L, Importance.Low,
                "How often offsets are committed, in milliseconds.")
            .Define(WorkerSettings.OffsetFlushTimeout, ConfigType.Long, 5000L, Importance.Low,
                "How long one commit may take, in milliseconds, before it is given up and tried again at the next interval.")
            .Define(WorkerSettings.PluginPath, ConfigType.List, null, ValidList.AnyNonDuplicateValues(false, true), Importance.Low,
                "Folders to look for plugins in, with commas between; each entry of such a folder that is a folder, a zip or an assembly is a plugin. " +
                "References to config providers are not looked up here.")
            .Define(WorkerSettings.PluginDiscovery, ConfigType.String, "hybrid_warn",
                CaseInsensitiveValidString.In("only_scan", "service_load", "hybrid_warn", "hybrid_fail"), Importance.Low,
                "How a Java worker finds plugins; without effect here.")
            .Define(WorkerSettings.MetricsSampleWindow, ConfigType.Long, 30000L, ValidRange.AtLeast(0), Importance.Low,
                "The span that a sampled figure is taken over, in milliseconds.")
            .Define(WorkerSettings.MetricsNumSamples, ConfigType.Int, 2, ValidRange.AtLeast(1), Importance.Low, "How many such spans are kept.")
            .Define(WorkerSettings.MetricsRecordingLevel, ConfigType.String, "INFO", ValidString.In("INFO", "DEBUG"), Importance.Low,
                "How much is measured.")
            .Define(WorkerSettings.MetricReporters, ConfigType.List, new[] { "org.apache.kafka.common.metrics.JmxReporter" },
                ValidList.AnyNonDuplicateValues(true, false), Importance.Low, "Java classes that publish figures; without effect here.")
            .Define(ConnectorSettings.HeaderConverter, ConfigType.Class, "org.apache.kafka.connect.storage.SimpleHeaderConverter", Importance.Low,
                "The converter of headers, for connectors that name none. Its settings follow under header.converter.")
            .Define(ConnectorSettings.HeaderConverter + ConnectorSettings.VersionSuffix, ConfigType.String, null, Importance.Low,
                "Which versions of the converter of headers will do.")
            .Define(WorkerSettings.ConfigProviders, ConfigType.List, Array.Empty<string>(), ValidList.AnyNonDuplicateValues(true, false), Importance.Low,
                "Names of config providers; each has its class in config.providers.NAME.class and its settings under config.providers.NAME.param.")
            .Define(WorkerSettings.ClientOverridePolicy, ConfigType.String, "All", Importance.Medium,
                "Which settings of Kafka clients connectors may override: All, None, Principal, Allowlist, or the class of a policy.")
            .Define(WorkerSettings.TopicCreationEnable, ConfigType.Boolean, true, Importance.Low,
                "Whether the worker makes the topics of sources that have topic.creation settings.");
        SslDefinition.Add(definition);
        definition
            .Define(WorkerSettings.TopicTrackingEnable, ConfigType.Boolean, true, Importance.Low, "Whether the topics that each connector uses are remembered.")
            .Define(WorkerSettings.TopicTrackingAllowReset, ConfigType.Boolean, true, Importance.Low, "Whether users may make the worker forget them.");
        return RestDefinition.AddPublic(definition);
    }

    /// <summary>Of a standalone worker.</summary>
    public static ConfigDef Standalone() => Common()
        .Define(WorkerSettings.OffsetStorageFile, ConfigType.String, Importance.High, "The file that the offsets of sources are kept in.");

    /// <summary>Of a worker that is one of a cluster.</summary>
    public static ConfigDef Distributed() => DistributedDefinition.Add(Common());

    /// <summary>Ours; Java's worker has none of them.</summary>
    public static ConfigDef Own() => new ConfigDef()
        .Define(WorkerSettings.SourceMaxInflightRecords, ConfigType.Int, 100_000, ValidRange.AtLeast(1), Importance.Low,
            "How many records a source task may have sent without an acknowledgement; it waits, it does not fail. A connector may have its own.")
        .Define(WorkerSettings.SourceMaxInflightBytes, ConfigType.Long, 32L * 1024 * 1024, ValidRange.AtLeast(1), Importance.Low,
            "How many bytes of keys and values a source task may have sent without an acknowledgement; it waits, it does not fail. " +
            "A connector may have its own.")
        .Define(WorkerSettings.PluginUpgradePolicy, ConfigType.String, "none", CaseInsensitiveValidString.In(PluginUpgradePolicies.Names), Importance.Low,
            "What happens when a plugin is replaced while connectors use it: 'none', they go on with what they have until they are restarted; "
            + "'restart-tasks', they are restarted with the new one. A connector may have its own.")
        .Define(WorkerSettings.PluginManagementEnable, ConfigType.Boolean, false, Importance.Low,
            "Whether REST may install plugins (PUT /plugins/NAME.zip) and remove them (DELETE /plugins/NAME). Whoever may do that runs code in the worker.")
        .Define(WorkerSettings.PluginUnloadReleases, ConfigType.String, "all", CaseInsensitiveValidString.In("all", "safe", "none"), Importance.Low,
            "What the worker lets go of to get a plugin out of memory that nobody uses any more: 'all' that is known to hold plugins; 'safe', nothing "
            + "that needs private members of the runtime and nothing that the whole process shares; 'none', it only unloads.")
        .Define(WorkerSettings.PluginUnloadInterruptThreads, ConfigType.Boolean, false, Importance.Low,
            "Whether threads that still wait in the code of a plugin that nobody uses any more are interrupted, when the releases did not help. To find "
            + "them, the worker writes a dump of itself, as for plugin.unload.explain.")
        .Define(WorkerSettings.PluginUnloadExplain, ConfigType.Boolean, false, Importance.Low,
            "Whether the worker may write a dump of itself to find out what holds a plugin in memory (POST /plugins/NAME/why, './connect plugins why NAME', "
            + "and the warning about a plugin that stays). The file is private and deleted at once, but holds all secrets that the worker knows.")
        .Define(WorkerSettings.RestAuthenticationFile, ConfigType.String, null, Importance.Medium,
            "The file that says who may call REST, by users with passwords, bearer tokens and certificates, each with the role admin or read-only; "
            + "'./connect caller' makes its lines. Without it everybody may do everything.")
        .Define(WorkerSettings.OtlpEndpoint, ConfigType.String, null, Importance.Low,
            "The OpenTelemetry collector that metrics and traces are sent to, such as http://localhost:4317; by default what OTEL_EXPORTER_OTLP_ENDPOINT "
            + "says, and without either none. The other OTEL_* variables count too.")
        .Define(WorkerSettings.OtlpProtocol, ConfigType.String, string.Empty, ValidString.In(string.Empty, "grpc", "http/protobuf"), Importance.Low,
            "How the collector is spoken to: 'grpc' or 'http/protobuf'; by default what OTEL_EXPORTER_OTLP_PROTOCOL says, and without it grpc.")
        .Define(WorkerSettings.OtlpTracesRatio, ConfigType.Double, 0.0, ValidRange.Between(0.0, 1.0), Importance.Low,
            "The part of the records without a trace that begin one, from 0 to 1. Records whose traceparent header says that they are traced are always followed.")
        .Define(WorkerSettings.LogFormat, ConfigType.String, "plain", CaseInsensitiveValidString.In("plain", "json"), Importance.Low,
            "How log lines look: 'plain' text, or one 'json' object a line.");
}
