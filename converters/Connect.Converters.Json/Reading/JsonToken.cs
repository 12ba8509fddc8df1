namespace Connect.Converters.Json.Reading;

/// <summary>What a JSON value is, told by its first byte.</summary>
internal enum JsonToken
{
    /// <summary>Nothing but white space is left.</summary>
    End,
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
}
