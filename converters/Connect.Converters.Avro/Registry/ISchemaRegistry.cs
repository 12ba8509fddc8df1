using Confluent.SchemaRegistry;
using RegistrySchema = Confluent.SchemaRegistry.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>What the converter asks a registry; what is refused comes as a <see cref="SchemaRegistryException"/>.</summary>
internal interface ISchemaRegistry : IDisposable
{
    /// <summary>The client that knows which subjects topics are associated with; null where none are.</summary>
    ISchemaRegistryClient? Associations { get; }

    /// <summary>Makes a schema the subject's latest version, unless it has it already.</summary>
    Task<RegisteredSchema> RegisterAsync(string subject, RegistrySchema schema, bool normalize);

    /// <summary>A schema's id and version under a subject; refused where it has none.</summary>
    Task<RegisteredSchema> LookUpAsync(string subject, RegistrySchema schema, bool normalize, bool withDeleted);

    /// <summary>The subject's latest version.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="metadata">Properties that it has to have; null for any version.</param>
    /// <param name="anew">Whether what is known from earlier is too old.</param>
    Task<RegisteredSchema> LatestAsync(string subject, IReadOnlyDictionary<string, string>? metadata, bool anew);

    /// <summary>The schema with an id.</summary>
    /// <param name="subject">The subject that it is looked for under; null where that is not known yet.</param>
    /// <param name="id">The id.</param>
    /// <param name="anew">Whether what is known from earlier may be another subject's.</param>
    Task<RegistrySchema> ByIdAsync(string? subject, int id, bool anew);

    Task<RegistrySchema> ByGuidAsync(Guid guid);

    Task<RegisteredSchema> ByVersionAsync(string subject, int version);
}
