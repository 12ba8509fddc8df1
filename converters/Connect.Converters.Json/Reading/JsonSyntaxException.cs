using Connect.Abi.Errors;

namespace Connect.Converters.Json.Reading;

/// <summary>Bytes are no JSON. The converter says what they look like instead, in a <see cref="DataException"/> of its own.</summary>
internal sealed class JsonSyntaxException(string message) : DataException(message);
