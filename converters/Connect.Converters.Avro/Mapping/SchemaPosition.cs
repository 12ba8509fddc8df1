namespace Connect.Converters.Avro.Mapping;

/// <summary>What is said of an Avro schema where it stands.</summary>
/// <param name="Optional">Whether the Connect schema is made optional.</param>
/// <param name="Default">The field's default, as <see cref="AvroFieldDefaults"/> gives it; null for none.</param>
/// <param name="Doc">The field's documentation; null for none.</param>
/// <param name="Version">The version that the registry has for it; null for none.</param>
internal readonly record struct SchemaPosition(bool Optional, object? Default, string? Doc, int? Version);
