using System.Text.Json.Serialization;

namespace Connect.Host.Demo;

// What the demo, as a client of Connect, sends and reads; what it does not use is passed over.
internal sealed record CreateConnector(string Name, IReadOnlyDictionary<string, string> Config);

internal sealed record OfferedPlugin(string Class, string Type, string? Version);

internal sealed record ConnectorStatus(string Name, RunStatus Connector, IReadOnlyList<RunStatus> Tasks);

internal sealed record RunStatus(int Id, string State, string? Trace);

internal sealed record ErrorAnswer([property: JsonPropertyName("error_code")] int ErrorCode, string? Message);

/// <summary>Reads and writes them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreateConnector))]
[JsonSerializable(typeof(IReadOnlyList<OfferedPlugin>))]
[JsonSerializable(typeof(ConnectorStatus))]
[JsonSerializable(typeof(ErrorAnswer))]
internal sealed partial class WorkerApiJson : JsonSerializerContext;
