using Avro;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Settings;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>Learns from the registry what data of a topic is read with.</summary>
internal sealed class SchemaReading(SchemaUseSettings settings, ISchemaRegistry registry, SubjectNames subjects)
{
    private readonly RegistrySchemas schemas = new(registry);

    /// <summary>Learns it; asks the registry.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">What the data says about its schema.</param>
    /// <param name="anew">Whether a latest schema that is known from earlier is too old.</param>
    /// <exception cref="ConnectException">The registry has no such schema, or can't be asked.</exception>
    public ReadSchema Find(string topic, SchemaKey key, bool anew)
    {
        var subject = subjects.NeedRecord ? null : subjects.Of(topic, null);
        var what = $"The schema with {key} of the {(settings.IsKey ? "key" : "value")} of topic {topic}";
        var found = Fetch(subject, key, what);
        var writer = schemas.Parse(found, what);
        if (subject is null)
        {
            // Only the schema tells its subject, and the subject may mean another schema by that id.
            subject = subjects.Of(topic, writer is RecordSchema record ? record.Fullname : null);
            found = Fetch(subject, key, what);
            writer = schemas.Parse(found, what);
        }

        if (!settings.UseLatest && settings.LatestMetadata is null)
        {
            return new(writer, null, VersionOf(subject, found, what));
        }

        var latest = RegistryCall.Await(
            () => registry.LatestAsync(subject, settings.LatestMetadata, anew),
            () => $"The latest schema of subject {subject}, to read topic {topic} with, can't be had",
            RegistryFailure.OfIndirect);
        return new(writer, schemas.Parse(latest, $"The latest schema of subject {subject}"), VersionOf(subject, found, what));
    }

    private RegistrySchema Fetch(string? subject, SchemaKey key, string what) =>
        RegistryCall.Await(() => key.IsGuid ? registry.ByGuidAsync(key.Guid) : registry.ByIdAsync(subject, key.Id, anew: true), () => CantBeHad(what, key));

    // Apicurio's own framing has ids of eight bytes, whose first four are zeros.
    private static string CantBeHad(string what, SchemaKey key) => !key.IsGuid && key.Id == 0
        ? $"{what} can't be had; an id of 0 is found in data that was written with eight bytes of id, as Apicurio's own serializers do"
        : $"{what} can't be had";

    private int? VersionOf(string subject, RegistrySchema schema, string what)
    {
        if (RegistrySchemas.VersionIn(schema) is { } said)
        {
            return said;
        }

        var registered = RegistryCall.Await(
            () => registry.LookUpAsync(subject, schema, normalize: false, withDeleted: true),
            () => $"{what} is not known under subject {subject}");
        return registered.Version > 0 ? registered.Version : null;
    }
}
