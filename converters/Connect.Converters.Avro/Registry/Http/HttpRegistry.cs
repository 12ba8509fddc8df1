using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Settings;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>A registry that is reached over HTTP.</summary>
internal sealed class HttpRegistry(ConnectionSettings settings, int cacheSize, TimeProvider time) : ISchemaRegistry
{
    private readonly CachedSchemaRegistryClient client = RegistryClientFactory.Open(settings, cacheSize, time);

    public ISchemaRegistryClient Associations => client;

    public Task<RegisteredSchema> RegisterAsync(string subject, RegistrySchema schema, bool normalize) =>
        client.RegisterSchemaWithResponseAsync(subject, schema, normalize);

    public Task<RegisteredSchema> LookUpAsync(string subject, RegistrySchema schema, bool normalize, bool withDeleted) =>
        client.LookupSchemaAsync(subject, schema, !withDeleted, normalize);

    public Task<RegisteredSchema> LatestAsync(string subject, IReadOnlyDictionary<string, string>? metadata, bool anew)
    {
        if (anew)
        {
            client.ClearLatestCaches();
        }

        return metadata is null
            ? client.GetLatestSchemaAsync(subject)
            : client.GetLatestWithMetadataAsync(subject, new Dictionary<string, string>(metadata), ignoreDeletedSchemas: true);
    }

    public Task<RegistrySchema> ByIdAsync(string? subject, int id) => client.GetSchemaBySubjectAndIdAsync(subject, id);

    public Task<RegistrySchema> ByGuidAsync(Guid guid) => client.GetSchemaByGuidAsync(guid.ToString());

    public Task<RegisteredSchema> ByVersionAsync(string subject, int version) =>
        client.GetRegisteredSchemaAsync(subject, version, ignoreDeletedSchemas: false);

    public void Dispose() => client.Dispose();
}
