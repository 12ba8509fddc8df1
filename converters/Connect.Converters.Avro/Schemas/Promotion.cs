using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Which types without parts may be read as which others.</summary>
internal static class Promotion
{
    /// <summary>Whether what was written as one type may be read as another; not of a type to itself.</summary>
    public static bool IsAllowed(Schema.Type writer, Schema.Type reader) => reader switch
    {
        Schema.Type.Long => writer is Schema.Type.Int,
        Schema.Type.Float => writer is Schema.Type.Int or Schema.Type.Long,
        Schema.Type.Double => writer is Schema.Type.Int or Schema.Type.Long or Schema.Type.Float,
        Schema.Type.Bytes => writer is Schema.Type.String,
        Schema.Type.String => writer is Schema.Type.Bytes,
        _ => false,
    };
}
