using Avro;
using Confluent.SchemaRegistry;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Settings;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>Settles with the registry what data of a topic is written with: registers its schema, or finds the one to use.</summary>
internal sealed class SchemaWriting(SchemaUseSettings settings, ISchemaRegistry registry, SubjectNames subjects)
{
    private readonly RegistrySchemas schemas = new(registry);

    /// <summary>Settles it; asks the registry.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="own">The data's own schema.</param>
    /// <param name="text">Its text.</param>
    /// <param name="anew">Whether a latest schema that is known from earlier is too old.</param>
    /// <exception cref="ConnectException">The registry does not take the schema, has none to use, or can't be asked.</exception>
    public WrittenSchema Settle(string topic, AvroSchema own, string text, bool anew)
    {
        var subject = subjects.Of(topic, own is RecordSchema record ? record.Fullname : null);
        var schema = new RegistrySchema(text, SchemaType.Avro);
        var place = $"{Side} of topic {topic}";
        if (settings.AutoRegister)
        {
            return Own(own, RegistryCall.Await(
                () => registry.RegisterAsync(subject, schema, settings.Normalize),
                () => $"The schema of the {place} can't be registered under subject {subject}: {schema.SchemaString}"));
        }

        if (settings.FixedId is { } id)
        {
            var found = RegistryCall.Await(
                () => registry.ByIdAsync(subject, id, anew: false), () => $"The schema with id {id}, to write the {place} with, can't be had");
            return Other(own, found, id, null, SchemaUseDefinition.UseId, settings.IdStrict, isLatest: false);
        }

        if (settings.FixedGuid is { } guid)
        {
            var found = RegistryCall.Await(
                () => registry.ByGuidAsync(guid), () => $"The schema with GUID {guid}, to write the {place} with, can't be had");
            var registered = RegistryCall.Await(
                () => registry.LookUpAsync(subject, found, normalize: false, withDeleted: false),
                () => $"The schema with GUID {guid}, to write the {place} with, is not under subject {subject}");
            return Other(own, found, registered.Id, guid.ToString(), SchemaUseDefinition.UseGuid, settings.IdStrict, isLatest: false);
        }

        if (settings.UseLatest || settings.LatestMetadata is not null)
        {
            var latest = RegistryCall.Await(
                () => registry.LatestAsync(subject, settings.LatestMetadata, anew),
                () => $"The latest schema of subject {subject}, to write the {place} with, can't be had");
            var strict = settings.LatestStrict && settings.LatestMetadata is null;
            return Other(own, latest, latest.Id, latest.Guid, SchemaUseDefinition.UseLatest, strict, isLatest: true);
        }

        return Own(own, RegistryCall.Await(
            () => registry.LookUpAsync(subject, schema, settings.Normalize, withDeleted: false),
            () => $"The schema of the {place} is not under subject {subject}, and {SchemaUseDefinition.AutoRegister} is false: {schema.SchemaString}"));
    }

    private string Side => settings.IsKey ? "key" : "value";

    private WrittenSchema Own(AvroSchema own, RegisteredSchema registered)
    {
        // What answers with the schema tells its rules, too.
        if (registered.SchemaString is not null && registered.RuleSet is not null)
        {
            schemas.Parse(registered, $"The schema with id {registered.Id}");
        }

        return Written(own, registered.Id, registered.Guid ?? GuidOf(registered), isLatest: false);
    }

    private WrittenSchema Other(AvroSchema own, RegistrySchema found, int id, string? guid, string setting, bool strict, bool isLatest)
    {
        var what = $"The schema with id {id} that {setting} says";
        var schema = schemas.Parse(found, what);
        if (strict)
        {
            RequireCompatible(own, schema, what, setting);
        }

        return Written(schema, id, guid ?? GuidOf(found), isLatest);
    }

    private WrittenSchema Written(AvroSchema schema, int id, string? guid, bool isLatest)
    {
        if (!settings.IdInHeader)
        {
            return new(schema, SchemaIdFrame.Prefix(id), null, isLatest);
        }

        return Guid.TryParse(guid, out var parsed)
            ? new(schema, [], SchemaIdFrame.HeaderValue(parsed), isLatest)
            : throw new DataException($"The registry tells no GUID of the schema with id {id}, which a header needs: it is too old for"
                + $" {SchemaUseDefinition.HeaderSerializer}, use {SchemaUseDefinition.PrefixSerializer}");
    }

    private static void RequireCompatible(AvroSchema own, AvroSchema other, string what, string setting)
    {
        var differences = SchemaCompatibility.Check(reader: other, writer: own);
        if (differences.Count > 0)
        {
            var switchOff = setting == SchemaUseDefinition.UseLatest ? SchemaUseDefinition.LatestStrict : SchemaUseDefinition.IdStrict;
            throw new DataException($"{what} can't read what the data's own schema writes: {string.Join("; ", differences.Select(d => $"{d.Message} at {d.Location}"))}."
                + $" Change the data's schema, or set {switchOff}=false to write all the same");
        }
    }

    private static string? GuidOf(RegistrySchema schema) => schema.SchemaString is null ? null : SchemaGuid.Of(schema).ToString();
}
