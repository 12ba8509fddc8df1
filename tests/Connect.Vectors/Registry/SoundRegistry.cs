using System.Text.Json;
using Connect.TestHarness;

namespace Connect.Vectors.Registry;

/// <summary>The answers of a registry that is well and knows the schema of orders; nothing is associated with a topic.</summary>
internal static class SoundRegistry
{
    /// <summary>The answer to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="registeredId">The id that a schema gets.</param>
    public static ScriptedServer.Answer Answer(ScriptedServer.Request request, int registeredId) => request switch
    {
        { Method: "GET", Path: var path } when path.StartsWith("/associations/", StringComparison.Ordinal) => new(404, null),
        { Method: "GET", Path: var path } when path.StartsWith("/schemas/ids/", StringComparison.Ordinal) =>
            new(200, JsonSerializer.Serialize(new { schema = Orders.Plain })),
        { Method: "POST", Path: var path } when path.EndsWith("/versions", StringComparison.Ordinal) => new(200, JsonSerializer.Serialize(new { id = registeredId })),
        _ => new(200, JsonSerializer.Serialize(new { subject = "t-value", version = 1, id = 1, schema = Orders.Plain })),
    };
}
