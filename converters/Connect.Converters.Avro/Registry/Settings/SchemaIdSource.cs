namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>Where the id of a schema is looked for when data is read.</summary>
internal enum SchemaIdSource
{
    /// <summary>In the record's header, then before the data.</summary>
    HeaderOrPrefix,

    /// <summary>Before the data.</summary>
    Prefix,

    /// <summary>In the converter's settings; the data has none.</summary>
    Setting,
}
