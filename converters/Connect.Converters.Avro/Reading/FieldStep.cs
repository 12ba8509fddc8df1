using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>A step of reading a record.</summary>
/// <param name="Reader">Reads a field's value, or skips one.</param>
/// <param name="Field">The struct's field that it is for; null where the value is skipped.</param>
internal readonly record struct FieldStep(ValueReader Reader, Field? Field);
