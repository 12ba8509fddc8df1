using Confluent.SchemaRegistry;
using Connect.Converters.Avro.Registry.Settings;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// A registry that is reached over HTTP. The package's client keeps one answer for a schema, whatever was asked about it: what was
/// found among deleted versions while reading would pass for registered while writing. So reading has a client of its own.
/// </summary>
internal sealed class HttpRegistry(ConnectionSettings settings, int cacheSize, TimeProvider time) : ISchemaRegistry
{
    private readonly CachedSchemaRegistryClient client = RegistryClientFactory.Open(settings, cacheSize, time);
    private readonly CachedSchemaRegistryClient reading = RegistryClientFactory.Open(settings, cacheSize, time);

    public ISchemaRegistryClient Associations => client;

    public async Task<RegisteredSchema> RegisterAsync(string subject, RegistrySchema schema, bool normalize)
    {
        var registered = await client.RegisterSchemaWithResponseAsync(subject, schema, normalize);
        client.ClearLatestCaches();
        return registered;
    }

    public Task<RegisteredSchema> LookUpAsync(string subject, RegistrySchema schema, bool normalize, bool withDeleted) =>
        (withDeleted ? reading : client).LookupSchemaAsync(subject, schema, !withDeleted, normalize);

    public Task<RegisteredSchema> LatestAsync(string subject, IReadOnlyDictionary<string, string>? metadata, bool anew)
    {
        if (anew || settings.LatestLifetime == TimeSpan.Zero)
        {
            client.ClearLatestCaches();
        }

        return metadata is null
            ? client.GetLatestSchemaAsync(subject)
            : client.GetLatestWithMetadataAsync(subject, new Dictionary<string, string>(metadata), ignoreDeletedSchemas: false);
    }

    public Task<RegistrySchema> ByIdAsync(string? subject, int id, bool anew)
    {
        if (!anew)
        {
            return client.GetSchemaBySubjectAndIdAsync(subject, id);
        }

        // The client's cache knows ids only. What was read before, this converter's own cache keeps.
        reading.ClearCaches();
        return reading.GetSchemaBySubjectAndIdAsync(subject, id);
    }

    public Task<RegistrySchema> ByGuidAsync(Guid guid) => reading.GetSchemaByGuidAsync(guid.ToString());

    public Task<RegisteredSchema> ByVersionAsync(string subject, int version) =>
        client.GetRegisteredSchemaAsync(subject, version, ignoreDeletedSchemas: false);

    public void Dispose()
    {
        client.Dispose();
        reading.Dispose();
    }
}
