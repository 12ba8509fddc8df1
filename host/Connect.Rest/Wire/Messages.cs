using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connect.Rest.Wire;

// What Connect's clients send and get: names and order are contract.
internal sealed record ServerInfo(string Version, string Commit, [property: JsonPropertyName("kafka_cluster_id")] string KafkaClusterId);

internal sealed record WorkerHealth(string Status, string Message);

internal sealed record ConnectorsHealth(string Status, int Connectors, IReadOnlyList<FailedPart> Failed);

// A connector, or a task of one.
internal sealed record FailedPart(string Connector, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Task);

internal sealed record ErrorMessage([property: JsonPropertyName("error_code")] int ErrorCode, string Message);

internal sealed record Message([property: JsonPropertyName("message")] string Text);

internal sealed record TaskId(string Connector, int Task);

internal sealed record ConnectorBody(string Name, IReadOnlyDictionary<string, string?> Config, IReadOnlyList<TaskId> Tasks, string Type);

internal sealed record RunStatus(
    string State,
    [property: JsonPropertyName("worker_id")] string WorkerId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);

internal sealed record TaskStatus(
    int Id,
    string State,
    [property: JsonPropertyName("worker_id")] string WorkerId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);

internal sealed record StatusBody(string Name, RunStatus Connector, IReadOnlyList<TaskStatus> Tasks, string Type);

internal sealed record TaskBody(TaskId Id, IReadOnlyDictionary<string, string> Config);

internal sealed record ExpandedConnector(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatusBody? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorBody? Info);

internal sealed record ActiveTopics(IReadOnlyCollection<string> Topics);

internal sealed record PluginBody(
    [property: JsonPropertyName("class")] string ClassName,
    string Type,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);

// Ours: Java's worker has no such paths.
internal sealed record PluginUseBody(
    [property: JsonPropertyName("class")] string ClassName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Connector,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Task);

internal sealed record PluginManifestBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Author,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? License,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("documentation_url")] string? Documentation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonPropertyName("min_abi_version")] string? MinimalAbi);

internal sealed record InstalledPluginBody(
    string Name,
    string Location,
    string Form,
    string State,
    [property: JsonPropertyName("ships_with_worker")] bool ShipsWithWorker,
    PluginManifestBody Manifest,
    IReadOnlyList<PluginBody> Classes,
    IReadOnlyList<string> Assemblies,
    [property: JsonPropertyName("used_by")] IReadOnlyList<PluginUseBody> UsedBy,
    IReadOnlyList<string> Errors);

internal sealed record TaskRestartBody(
    int Id,
    int Restarts,
    int Max,
    [property: JsonPropertyName("next_restart")] DateTime? NextRestart,
    [property: JsonPropertyName("last_error")] string? LastError);

internal sealed record TaskRestartsBody(string Name, IReadOnlyList<TaskRestartBody> Tasks);

internal sealed record PluginErrorBody(string Location, string Message);

internal sealed record PluginUnloadBody(
    string Name,
    string Location,
    string State,
    DateTimeOffset Since,
    int Rounds,
    IReadOnlyDictionary<string, int> Released,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

internal sealed record PluginUnloadingBody(
    long Unloaded,
    IReadOnlyList<PluginUnloadBody> Plugins,
    int Collections,
    [property: JsonPropertyName("longest_pause_ms")] double LongestPauseMs,
    [property: JsonPropertyName("native_libraries")] IReadOnlyList<string> NativeLibraries,
    [property: JsonPropertyName("missing_releases")] IReadOnlyList<string> MissingReleases);

internal sealed record PluginHolderBody(
    string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Release,
    IReadOnlyList<string> Chain,
    string Advice);

internal sealed record PluginThreadBody(string Thread, IReadOnlyList<string> Frames, string Advice);

internal sealed record HoldingReportBody(string Plugin, IReadOnlyList<PluginHolderBody> Holders, IReadOnlyList<PluginThreadBody> Threads);

internal sealed record PluginExplanationBody(string Plugin, IReadOnlyList<InstalledPluginBody> Plugins, IReadOnlyList<HoldingReportBody> Held, string Text);

internal sealed record InstalledPluginsBody(
    IReadOnlyList<InstalledPluginBody> Plugins,
    IReadOnlyList<PluginErrorBody> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PluginUnloadingBody? Unloading);

internal sealed record ConfigKeyBody(
    string Name,
    string Type,
    bool Required,
    [property: JsonPropertyName("default_value")] string? DefaultValue,
    string Importance,
    string Documentation,
    string? Group,
    [property: JsonPropertyName("order_in_group")] int OrderInGroup,
    string Width,
    [property: JsonPropertyName("display_name")] string DisplayName,
    IReadOnlyList<string> Dependents);

internal sealed record ConfigValueBody(
    string Name,
    string? Value,
    [property: JsonPropertyName("recommended_values")] IReadOnlyList<string?> RecommendedValues,
    IReadOnlyList<string> Errors,
    bool Visible);

internal sealed record ConfigInfoBody(ConfigKeyBody? Definition, ConfigValueBody Value);

internal sealed record ConfigInfosBody(
    string Name,
    [property: JsonPropertyName("error_count")] int ErrorCount,
    IReadOnlyList<string> Groups,
    IReadOnlyList<ConfigInfoBody> Configs);

internal sealed record LoggerBody(string Level, [property: JsonPropertyName("last_modified")] long? LastModified);

internal sealed record OffsetBody(JsonElement? Partition, JsonElement? Offset);

internal sealed record OffsetsBody(IReadOnlyList<OffsetBody> Offsets);
