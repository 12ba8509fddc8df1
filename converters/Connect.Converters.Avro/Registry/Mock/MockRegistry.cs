using System.Collections.Concurrent;
using System.Net;
using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Schemas;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry.Mock;

/// <summary>
/// A registry inside the process, for <c>mock://NAME</c>: the same one for everybody who names it. As Java's, it numbers ids through
/// all subjects, and registers what is not compatible with earlier versions as well. Any number of threads may use it.
/// </summary>
internal sealed class MockRegistry : ISchemaRegistry
{
    private static readonly ConcurrentDictionary<string, MockRegistry> ByName = new(StringComparer.Ordinal);

    private readonly Lock guard = new();
    private readonly Dictionary<int, RegistrySchema> byId = [];
    private readonly Dictionary<Guid, RegistrySchema> byGuid = [];
    private readonly Dictionary<string, int> idByText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Version>> subjects = new(StringComparer.Ordinal);
    private int lastId;

    public ISchemaRegistryClient? Associations => null;

    /// <summary>The subjects that schemas are under.</summary>
    public IReadOnlyList<string> Subjects
    {
        get
        {
            lock (guard)
            {
                return [.. subjects.Keys];
            }
        }
    }

    /// <summary>The registry with a name; a new one the first time.</summary>
    public static MockRegistry Named(string name) => ByName.GetOrAdd(name, _ => new MockRegistry());

    public Task<RegisteredSchema> RegisterAsync(string subject, RegistrySchema schema, bool normalize)
    {
        var text = TextOf(schema);
        lock (guard)
        {
            if (Find(subject, text) is { } known)
            {
                return Task.FromResult(Answer(subject, known));
            }

            if (!idByText.TryGetValue(text, out var id))
            {
                id = ++lastId;
            }

            return Task.FromResult(Answer(subject, Add(subject, VersionsOf(subject).Count + 1, id, schema)));
        }
    }

    /// <summary>Puts a schema under a given version and id.</summary>
    public void Put(string subject, int version, int id, RegistrySchema schema)
    {
        lock (guard)
        {
            Add(subject, version, id, schema);
        }
    }

    public Task<RegisteredSchema> LookUpAsync(string subject, RegistrySchema schema, bool normalize, bool withDeleted)
    {
        var text = TextOf(schema);
        lock (guard)
        {
            return Task.FromResult(Answer(subject, Find(subject, text) ?? throw (subjects.ContainsKey(subject) ? SchemaNotFound() : SubjectNotFound())));
        }
    }

    public Task<RegisteredSchema> LatestAsync(string subject, IReadOnlyDictionary<string, string>? metadata, bool anew)
    {
        lock (guard)
        {
            var latest = subjects.GetValueOrDefault(subject)?.Where(version => Has(version.Schema, metadata)).MaxBy(version => version.Number);
            return Task.FromResult(Answer(subject, latest ?? throw (subjects.ContainsKey(subject) ? SchemaNotFound() : SubjectNotFound())));
        }
    }

    public Task<RegistrySchema> ByIdAsync(string? subject, int id, bool anew)
    {
        lock (guard)
        {
            return Task.FromResult(byId.GetValueOrDefault(id) ?? throw SubjectNotFound());
        }
    }

    public Task<RegistrySchema> ByGuidAsync(Guid guid)
    {
        lock (guard)
        {
            return Task.FromResult(byGuid.GetValueOrDefault(guid) ?? throw SchemaNotFound());
        }
    }

    public Task<RegisteredSchema> ByVersionAsync(string subject, int version)
    {
        lock (guard)
        {
            var found = subjects.GetValueOrDefault(subject)?.Find(candidate => candidate.Number == version);
            return Task.FromResult(Answer(subject, found ?? throw SubjectNotFound()));
        }
    }

    /// <summary>Others go on using it.</summary>
    public void Dispose()
    {
    }

    private static RegisteredSchema Answer(string subject, Version version) => new(
        subject,
        version.Number,
        version.Id,
        SchemaGuid.Of(version.Schema).ToString(),
        version.Schema.SchemaString,
        version.Schema.SchemaType,
        version.Schema.References ?? []);

    private static bool Has(RegistrySchema schema, IReadOnlyDictionary<string, string>? metadata) => metadata is null
        || (schema.Metadata?.Properties is { } properties && metadata.All(pair => properties.TryGetValue(pair.Key, out var value) && value == pair.Value));

    // Schemas are the same that say the same, however they are set out. One with references says it only together with them.
    private static string TextOf(RegistrySchema schema) => schema.References is { Count: > 0 }
        ? schema.SchemaString
        : AvroSchemaText.ToText(AvroSchemaParser.Parse(schema.SchemaString));

    private static SchemaRegistryException SubjectNotFound() => new("Subject Not Found", HttpStatusCode.NotFound, 40401);

    private static SchemaRegistryException SchemaNotFound() => new("Schema Not Found", HttpStatusCode.NotFound, 40403);

    private Version Add(string subject, int number, int id, RegistrySchema schema)
    {
        var text = TextOf(schema);
        var version = new Version(number, id, text, schema);
        VersionsOf(subject).Add(version);
        byId[id] = schema;
        byGuid[SchemaGuid.Of(schema)] = schema;
        idByText[text] = id;
        lastId = Math.Max(lastId, id);
        return version;
    }

    private List<Version> VersionsOf(string subject)
    {
        if (!subjects.TryGetValue(subject, out var versions))
        {
            subjects[subject] = versions = [];
        }

        return versions;
    }

    private Version? Find(string subject, string text) => subjects.GetValueOrDefault(subject)?.Find(version => version.Text == text);

    private sealed record Version(int Number, int Id, string Text, RegistrySchema Schema);
}
