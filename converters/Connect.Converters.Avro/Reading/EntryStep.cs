namespace Connect.Converters.Avro.Reading;

/// <summary>What of a map's entry is read.</summary>
internal enum EntryPart
{
    /// <summary>Nothing: a value is skipped.</summary>
    None,
    Key,
    Value,
}

/// <summary>A step of reading a map's entry.</summary>
/// <param name="Reader">Reads a value.</param>
/// <param name="Part">What it is for.</param>
internal readonly record struct EntryStep(ValueReader Reader, EntryPart Part);
