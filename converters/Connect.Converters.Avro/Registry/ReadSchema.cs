using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>What data is read with.</summary>
/// <param name="Writer">The schema that it was written with.</param>
/// <param name="Reader">The schema that it is read as; null for the writer's.</param>
/// <param name="Version">The writer's version under its subject; null for none.</param>
internal sealed record ReadSchema(AvroSchema Writer, AvroSchema? Reader, int? Version);
