using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connect.Rest.Wire;

/// <summary>Writes the wire's messages without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(WorkerHealth))]
[JsonSerializable(typeof(ConnectorsHealth))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(ConnectorBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(TaskStatus))]
[JsonSerializable(typeof(IReadOnlyList<TaskBody>))]
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string?>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ExpandedConnector>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ActiveTopics>))]
[JsonSerializable(typeof(IReadOnlyList<PluginBody>))]
[JsonSerializable(typeof(TaskRestartsBody))]
[JsonSerializable(typeof(InstalledPluginBody))]
[JsonSerializable(typeof(InstalledPluginsBody))]
[JsonSerializable(typeof(PluginExplanationBody))]
[JsonSerializable(typeof(IReadOnlyList<ConfigKeyBody>))]
[JsonSerializable(typeof(ConfigInfosBody))]
[JsonSerializable(typeof(OffsetsBody))]
[JsonSerializable(typeof(LoggerBody))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, LoggerBody>))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Escapes what JSON asks for and no more, as Java's does: these answers are no part of a page.</summary>
    public static WireJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = new PlainEncoder(),
    });
}
