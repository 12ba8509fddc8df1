using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>Text for people.</summary>
    Plain,

    /// <summary>One JSON object a line.</summary>
    Json,
}

/// <summary>A worker's settings, parsed. Immutable.</summary>
public sealed class WorkerConfig
{
    private WorkerConfig(IReadOnlyDictionary<string, string> settings, Problems problems, ConfigDef definition)
    {
        Settings = settings;
        Definition = definition;
        var values = problems.Parse(definition, settings);
        var own = problems.Parse(WorkerDefinition.Own(), settings);
        T Value<T>(string name) => (T)values[name]!;

        BootstrapServers = string.Join(",", (IReadOnlyList<string>?)values[WorkerSettings.BootstrapServers] ?? []);
        problems.Try(() => BootstrapAddresses.Check(BootstrapServers));
        KeyConverter = ConverterSettings.From(settings, ConnectorSettings.KeyConverter)!;
        ValueConverter = ConverterSettings.From(settings, ConnectorSettings.ValueConverter)!;
        HeaderConverter = ConverterSettings.From(
            settings, ConnectorSettings.HeaderConverter, (string?)definition.ConfigKeys[ConnectorSettings.HeaderConverter].DefaultValue)!;
        TaskShutdownGracefulTimeout = Milliseconds.ToSpan(values[WorkerSettings.TaskShutdownGracefulTimeout]);
        OffsetFlushInterval = Milliseconds.ToSpan(values[WorkerSettings.OffsetFlushInterval]);
        OffsetFlushTimeout = Milliseconds.ToSpan(values[WorkerSettings.OffsetFlushTimeout]);
        foreach (var name in (ReadOnlySpan<string>)[WorkerSettings.OffsetFlushInterval, WorkerSettings.OffsetFlushTimeout])
        {
            if (values[name] is long and < 1)
            {
                problems.Add($"Invalid value {values[name]} for configuration {name}: Value must be at least 1");
            }
        }

        PluginPath = (IReadOnlyList<string>?)values[WorkerSettings.PluginPath] ?? [];
        ClientOverridePolicy = Value<string>(WorkerSettings.ClientOverridePolicy);
        TopicCreationEnable = Value<bool>(WorkerSettings.TopicCreationEnable);
        TopicTrackingEnable = Value<bool>(WorkerSettings.TopicTrackingEnable);
        TopicTrackingAllowReset = Value<bool>(WorkerSettings.TopicTrackingAllowReset);
        MetricsSampleWindow = Milliseconds.ToSpan(values[WorkerSettings.MetricsSampleWindow]);
        MetricsNumSamples = Value<int>(WorkerSettings.MetricsNumSamples);
        MetricsDebug = Value<string>(WorkerSettings.MetricsRecordingLevel) == "DEBUG";
        ConfigProviders = problems.Try(() => ConfigProviderSettings.From(settings)) ?? [];
        OffsetStorageFile = values.GetValueOrDefault(WorkerSettings.OffsetStorageFile) as string;
        SourceMaxInflightRecords = (int)own[WorkerSettings.SourceMaxInflightRecords]!;
        SourceMaxInflightBytes = (long)own[WorkerSettings.SourceMaxInflightBytes]!;
        PluginUpgradePolicy = PluginUpgradePolicies.Parse((string)own[WorkerSettings.PluginUpgradePolicy]!);
        PluginManagementEnable = (bool)own[WorkerSettings.PluginManagementEnable]!;
        PluginUnloading = PluginUnloadSettings.Of(own);
        LogFormat = Enum.Parse<LogFormat>((string)own[WorkerSettings.LogFormat]!, ignoreCase: true);
        Telemetry = TelemetrySettings.Read(settings, own, problems);
        Rest = ReadRest(settings, values, own, problems);
        Warnings = WorkerWarnings.For(settings, definition);
    }

    /// <summary>The settings as given, references looked up.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The settings that there are, ours left out.</summary>
    public ConfigDef Definition { get; }

    /// <summary>What is worth a warning at the start: settings that are unknown or have no effect.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Brokers with commas between, or <c>embedded:FOLDER</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>The converter of keys, for connectors that have none of their own.</summary>
    public ConverterSettings KeyConverter { get; }

    /// <summary>The converter of values, for connectors that have none of their own.</summary>
    public ConverterSettings ValueConverter { get; }

    /// <summary>The converter of headers, for connectors that have none of their own.</summary>
    public ConverterSettings HeaderConverter { get; }

    /// <summary>How long all tasks together may take to stop.</summary>
    public TimeSpan TaskShutdownGracefulTimeout { get; }

    /// <summary>How often offsets are committed.</summary>
    public TimeSpan OffsetFlushInterval { get; }

    /// <summary>How long one commit may take.</summary>
    public TimeSpan OffsetFlushTimeout { get; }

    /// <summary>The file with the offsets of sources; set on a standalone worker.</summary>
    public string? OffsetStorageFile { get; }

    /// <summary>Where plugins are looked for; may be empty.</summary>
    public IReadOnlyList<string> PluginPath { get; }

    /// <summary>The config providers, in order.</summary>
    public IReadOnlyList<ConfigProviderSettings> ConfigProviders { get; }

    /// <summary>The policy that decides which client settings connectors may override: an alias or a class.</summary>
    public string ClientOverridePolicy { get; }

    /// <summary>Whether the worker makes topics for sources.</summary>
    public bool TopicCreationEnable { get; }

    /// <summary>Whether the topics that connectors use are remembered.</summary>
    public bool TopicTrackingEnable { get; }

    /// <summary>Whether users may make the worker forget them.</summary>
    public bool TopicTrackingAllowReset { get; }

    /// <summary>The span that a sampled figure is taken over.</summary>
    public TimeSpan MetricsSampleWindow { get; }

    /// <summary>How many such spans are kept.</summary>
    public int MetricsNumSamples { get; }

    /// <summary>Whether more is measured than usual.</summary>
    public bool MetricsDebug { get; }

    /// <summary>How many records a source task may have sent without an acknowledgement.</summary>
    public int SourceMaxInflightRecords { get; }

    /// <summary>How many bytes a source task may have sent without an acknowledgement.</summary>
    public long SourceMaxInflightBytes { get; }

    /// <summary>What happens to connectors whose plugin is replaced, where they do not say it themselves.</summary>
    public PluginUpgradePolicy PluginUpgradePolicy { get; }

    /// <summary>Whether REST may install and remove plugins.</summary>
    public bool PluginManagementEnable { get; }

    /// <summary>How plugins that nobody uses any more are unloaded.</summary>
    public PluginUnloadSettings PluginUnloading { get; }

    /// <summary>How log lines look.</summary>
    public LogFormat LogFormat { get; }

    /// <summary>How REST is served.</summary>
    public RestSettings Rest { get; }

    /// <summary>The group of a distributed worker; null on a standalone one.</summary>
    public string? GroupId => null;

    /// <summary>Whether sources may write exactly once; never on a standalone worker.</summary>
    public bool ExactlyOnceSourceEnabled => false;

    /// <summary>Where metrics and traces go.</summary>
    public TelemetrySettings Telemetry { get; }

    /// <summary>Parses the settings of a standalone worker.</summary>
    /// <param name="settings">The settings, references looked up.</param>
    /// <param name="secretNames">The settings whose values no message may show: those that a config provider gave.</param>
    /// <exception cref="ConfigException">Something is wrong; the message tells everything that is.</exception>
    public static WorkerConfig Standalone(IReadOnlyDictionary<string, string> settings, IReadOnlySet<string>? secretNames = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new Problems("The worker's configuration", Problems.SecretsIn(settings, secretNames));
        var config = new WorkerConfig(settings, problems, WorkerDefinition.Standalone());
        problems.ThrowIfAny();
        return config;
    }

    /// <summary>How log lines look, read before anything else; what is wrong with the setting is told when all are parsed.</summary>
    /// <param name="settings">The settings as given.</param>
    public static LogFormat LogFormatOf(IReadOnlyDictionary<string, string> settings) =>
        Enum.TryParse<LogFormat>(settings?.GetValueOrDefault(WorkerSettings.LogFormat)?.Trim(), ignoreCase: true, out var format) ? format : default;

    /// <summary>Where plugins are, read before the other settings may refer to what plugins know.</summary>
    /// <param name="settings">The settings as given.</param>
    public static IReadOnlyList<string> PluginPathOf(IReadOnlyDictionary<string, string> settings) =>
        (IReadOnlyList<string>?)ConfigDef.ParseType(
            WorkerSettings.PluginPath, settings?.GetValueOrDefault(WorkerSettings.PluginPath), ConfigType.List) ?? [];

    /// <summary>Whether references in a setting are left alone: it says how references are looked up.</summary>
    /// <param name="name">The setting.</param>
    public static bool IsReadAsGiven(string name) =>
        name is WorkerSettings.PluginPath or WorkerSettings.LogFormat or WorkerSettings.ConfigProviders
            or WorkerSettings.PluginUnloadReleases or WorkerSettings.PluginUnloadInterruptThreads or WorkerSettings.PluginUnloadExplain ||
        name?.StartsWith(WorkerSettings.ConfigProviders + ".", StringComparison.Ordinal) == true;

    private static RestSettings ReadRest(
        IReadOnlyDictionary<string, string> settings, Dictionary<string, object?> values, Dictionary<string, object?> own, Problems problems) => new()
    {
        Listeners = Addresses(WorkerSettings.Listeners, values, problems) ?? [],
        AdminListeners = Addresses(WorkerSettings.AdminListeners, values, problems),
        AdvertisedHostName = (string?)values[WorkerSettings.AdvertisedHostName],
        AdvertisedPort = (int?)values[WorkerSettings.AdvertisedPort],
        AdvertisedListener = (string?)values[WorkerSettings.AdvertisedListener],
        AccessControlAllowOrigin = (string)values[WorkerSettings.AccessControlAllowOrigin]!,
        AccessControlAllowMethods = (string)values[WorkerSettings.AccessControlAllowMethods]!,
        ResponseHeaders =
        [
            .. ResponseHttpHeadersValidator.Parse((string?)values[WorkerSettings.ResponseHttpHeaders] ?? string.Empty)
                .Select(rule => new ResponseHeaderRule(rule.Action, rule.Name, rule.Value)),
        ],
        ListenersSsl = Ssl(settings, "listeners.https."),
        AdminListenersSsl = Ssl(settings, "admin.listeners.https."),
        AuthenticationFile = (string?)own[WorkerSettings.RestAuthenticationFile] is { Length: > 0 } file ? file : null,
        Extensions = (IReadOnlyList<string>)values[WorkerSettings.RestExtensions]!,
    };

    private static List<ListenerAddress>? Addresses(string name, Dictionary<string, object?> values, Problems problems)
    {
        if (values[name] is not IReadOnlyList<string> texts)
        {
            return null;
        }

        var addresses = new List<ListenerAddress>(texts.Count);
        foreach (var text in texts)
        {
            if (problems.Try(() => ListenerAddress.Parse(name, text)) is { } address)
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    // Either all settings of TLS stand under the prefix, or none does and those without it count.
    private static Dictionary<string, string> Ssl(IReadOnlyDictionary<string, string> settings, string prefix)
    {
        var prefixed = Prefixed.Of(settings, prefix);
        return prefixed.Count > 0
            ? prefixed
            : settings.Where(setting => setting.Key.StartsWith("ssl.", StringComparison.Ordinal))
                .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
    }
}
