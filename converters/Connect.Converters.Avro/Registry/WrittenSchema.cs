using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Registry;

/// <summary>What data is written with.</summary>
/// <param name="Schema">The schema: the data's own, or one that the registry holds for it.</param>
/// <param name="Prefix">What comes before the data.</param>
/// <param name="Header">What goes into the record's header; null for none.</param>
/// <param name="IsLatest">Whether another one may take its place.</param>
internal sealed record WrittenSchema(AvroSchema Schema, byte[] Prefix, byte[]? Header, bool IsLatest);
