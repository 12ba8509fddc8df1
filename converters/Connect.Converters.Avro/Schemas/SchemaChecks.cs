namespace Connect.Converters.Avro.Schemas;

/// <summary>What is checked when a schema is read, beside its structure and names.</summary>
[Flags]
internal enum SchemaChecks
{
    /// <summary>Nothing: a default that does not fit fails when it is used.</summary>
    None = 0,

    /// <summary>That the default of each field fits its type.</summary>
    Defaults = 1,

    /// <summary>That namespaces are names with dots between them.</summary>
    Namespaces = 2,

    /// <summary>All, as Java's parser does unless told otherwise.</summary>
    All = Defaults | Namespaces,
}
