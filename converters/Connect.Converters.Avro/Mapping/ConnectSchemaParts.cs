using Connect.Abi.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>A Connect schema that is being made.</summary>
internal sealed class ConnectSchemaParts
{
    public SchemaBuilder Builder { get; set; } = null!;

    /// <summary>The name that the type brought along; null for none.</summary>
    public string? Name { get; private set; }

    /// <summary>Whether the type brought the version 1 along.</summary>
    public bool HasVersion => Name is not null && ConnectSchemas.IsLogical(Name);

    /// <summary>Begins with a builder that has a name already.</summary>
    public void BeginLogical(SchemaBuilder builder, string name)
    {
        Builder = builder;
        Name = name;
    }
}
