namespace Connect.Converters.Avro.Registry.Framing;

/// <summary>What data says about its schema: an id of its registry, or a GUID.</summary>
internal readonly record struct SchemaKey
{
    private SchemaKey(int id, Guid guid, bool isGuid)
    {
        Id = id;
        Guid = guid;
        IsGuid = isGuid;
    }

    public bool IsGuid { get; }

    public int Id { get; }

    public Guid Guid { get; }

    public static SchemaKey Of(int id) => new(id, default, false);

    public static SchemaKey Of(Guid guid) => new(0, guid, true);

    /// <inheritdoc/>
    public override string ToString() => IsGuid ? $"GUID {Guid}" : $"id {Id}";
}
