using Connect.Abi.Data;

namespace Connect.TestData;

/// <summary>What schemas and values are generated: everything that Connect can say, unless a format can't carry it.</summary>
public sealed record ConnectShape
{
    /// <summary>All that Connect can say, but for what is no text in any encoding: halves of surrogate pairs.</summary>
    public static ConnectShape Everything { get; } = new();

    /// <summary>The types of schemas, before logical types.</summary>
    public IReadOnlyList<SchemaType> Types { get; init; } = Enum.GetValues<SchemaType>();

    /// <summary>How deep arrays, maps and structs are nested.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>How many fields, elements or entries one has at most.</summary>
    public int Width { get; init; } = 6;

    /// <summary>Whether there are decimals, dates, times and timestamps.</summary>
    public bool LogicalTypes { get; init; } = true;

    /// <summary>Whether schemas may be optional.</summary>
    public bool Optional { get; init; } = true;

    /// <summary>Whether schemas may have defaults.</summary>
    public bool Defaults { get; init; } = true;

    /// <summary>Whether a field that is required and has a default may be left unset.</summary>
    public bool UnsetDefaults { get; init; } = true;

    /// <summary>Whether every struct has a name; otherwise some have. Names are unique within a schema.</summary>
    public bool NamesEveryStruct { get; init; }

    /// <summary>Whether schemas other than those of structs and logical types may have names.</summary>
    public bool NamesAnything { get; init; } = true;

    /// <summary>Whether schemas may have versions, docs and parameters.</summary>
    public bool Annotations { get; init; } = true;

    /// <summary>Whether fields have names of all kinds; otherwise letters, digits and underscores.</summary>
    public bool AnyFieldName { get; init; } = true;

    /// <summary>The types of maps' keys.</summary>
    public IReadOnlyList<SchemaType> KeyTypes { get; init; } = Enum.GetValues<SchemaType>();

    /// <summary>Whether the schemas of keys may be optional, with names and defaults; keys are never null.</summary>
    public bool PlainKeys { get; init; }

    /// <summary>Whether floats may be infinite, not a number, or minus zero.</summary>
    public bool SpecialFloats { get; init; } = true;

    /// <summary>Whether strings may hold halves of surrogate pairs.</summary>
    public bool LoneSurrogates { get; init; }
}
