using System.Text.Json.Serialization;

namespace Connect.Broker.Embedded.Administration;

/// <summary>How topics' settings are kept in the file.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TopicConfigsJson : JsonSerializerContext;
