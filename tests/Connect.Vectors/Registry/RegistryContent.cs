using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Converters.Avro.Registry;
using Connect.TestHarness;
using RegistrySchema = Confluent.SchemaRegistry.Schema;
using SchemaType = Confluent.SchemaRegistry.SchemaType;

namespace Connect.Vectors.Registry;

/// <summary>A registry over HTTP with a given content, which takes every new schema.</summary>
internal sealed class RegistryContent : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private readonly List<(string Subject, string Schema)> registrations = [];
    private readonly ScriptedServer server;

    public RegistryContent() => server = new ScriptedServer(Answer);

    public string Url => server.Url;

    /// <summary>What it was asked to register, in order, the schemas as they were sent.</summary>
    public IReadOnlyList<(string Subject, string Schema)> Registrations
    {
        get
        {
            lock (gate)
            {
                return [.. registrations];
            }
        }
    }

    /// <summary>Adds a schema that is there from the start.</summary>
    /// <param name="subject">The subject; null for every one.</param>
    /// <param name="version">The version under it.</param>
    /// <param name="id">The schema's id.</param>
    /// <param name="schema">The schema.</param>
    public void Add(string? subject, int version, int id, string schema)
    {
        lock (gate)
        {
            entries.Add(new Entry(subject, version, id, schema));
        }
    }

    public void Dispose() => server.Dispose();

    private ScriptedServer.Answer Answer(ScriptedServer.Request request)
    {
        var path = request.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        lock (gate)
        {
            return (request.Method, path) switch
            {
                ("POST", ["subjects", var subject, "versions"]) => Register(subject, SchemaIn(request)),
                ("POST", ["subjects", var subject]) => LookUp(subject, SchemaIn(request)),
                ("GET", ["subjects", var subject, "versions", "latest"]) => Found(entries.LastOrDefault(entry => entry.IsUnder(subject))),
                ("GET", ["schemas", "ids", var id]) => Found(entries.Find(entry => entry.Id.ToString() == id)),
                ("GET", ["schemas", "guids", var guid]) => Found(entries.Find(entry => GuidOf(entry).ToString() == guid)),
                _ => Missing,
            };
        }
    }

    private static ScriptedServer.Answer Missing => new(404, """{"error_code":40403,"message":"There is none"}""");

    private ScriptedServer.Answer Register(string subject, string schema)
    {
        registrations.Add((subject, schema));
        if (entries.Find(entry => entry.IsUnder(subject) && IsSame(entry.Schema, schema)) is { } known)
        {
            return Found(known);
        }

        var id = entries.Find(entry => IsSame(entry.Schema, schema))?.Id ?? entries.Select(entry => entry.Id).DefaultIfEmpty().Max() + 1;
        var added = new Entry(subject, entries.Count(entry => entry.IsUnder(subject)) + 1, id, schema);
        entries.Add(added);
        return Found(added);
    }

    private ScriptedServer.Answer LookUp(string subject, string schema) =>
        Found(entries.Find(entry => entry.IsUnder(subject) && IsSame(entry.Schema, schema)));

    private static ScriptedServer.Answer Found(Entry? entry) => entry is null ? Missing : new(200, new JsonObject
    {
        ["version"] = entry.Version,
        ["id"] = entry.Id,
        ["guid"] = GuidOf(entry).ToString(),
        ["schema"] = entry.Schema,
    }.ToJsonString());

    private static Guid GuidOf(Entry entry) => SchemaGuid.Of(new RegistrySchema(entry.Schema, SchemaType.Avro));

    private static string SchemaIn(ScriptedServer.Request request)
    {
        using var body = JsonDocument.Parse(request.Body);
        return body.RootElement.GetProperty("schema").GetString()!;
    }

    private static bool IsSame(string first, string second) => JsonNode.DeepEquals(JsonNode.Parse(first), JsonNode.Parse(second));

    private sealed record Entry(string? Subject, int Version, int Id, string Schema)
    {
        public bool IsUnder(string subject) => Subject is null || Subject == subject;
    }
}
