using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Schemas;

/// <summary>A schema that Avro does not allow, or two that do not go together.</summary>
/// <param name="message">Where in the schema, and what is wrong there.</param>
/// <param name="innerException">The cause, or null.</param>
internal sealed class AvroSchemaException(string message, Exception? innerException = null)
    : DataException(message, innerException)
{
    /// <summary>What is wrong at a place of a schema's text.</summary>
    /// <param name="path">The place as a JSON pointer, empty for the whole.</param>
    /// <param name="problem">What is wrong, as a sentence without its full stop.</param>
    public static AvroSchemaException At(string path, string problem) =>
        new($"The Avro schema is not valid{(path.Length == 0 ? "" : $" at {path}")}: {problem}.");
}
