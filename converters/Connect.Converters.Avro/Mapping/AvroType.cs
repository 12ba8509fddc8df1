using System.Text.Json.Nodes;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>An Avro schema that is being made for a Connect schema; one instance a named type, so that it may contain itself.</summary>
internal sealed class AvroType(AvroKind kind)
{
    private readonly List<KeyValuePair<string, JsonNode?>> properties = [];

    public AvroKind Kind { get; } = kind;

    /// <summary>The namespace of a named type; null for none.</summary>
    public string? Space { get; private init; }

    /// <summary>The name without namespace of a named type.</summary>
    public string Name { get; private init; } = string.Empty;

    public string? Doc { get; init; }

    /// <summary>The fields of a record; null until they are known.</summary>
    public IReadOnlyList<AvroField>? Fields { get; set; }

    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>The symbol that an enum's readers take for those that they don't know; null for none.</summary>
    public string? DefaultSymbol { get; init; }

    /// <summary>The size of a fixed.</summary>
    public int Size { get; init; }

    /// <summary>The elements of an array, the values of a map.</summary>
    public AvroType? Element { get; init; }

    /// <summary>The branches of a union.</summary>
    public IReadOnlyList<AvroType> Branches { get; init; } = [];

    /// <summary>The properties, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Properties => properties;

    public bool IsNamed => Kind is AvroKind.Record or AvroKind.Enum or AvroKind.Fixed;

    /// <summary>The full name of a named type, else the type's own.</summary>
    public string FullName => !IsNamed ? NameOf(Kind) : Space is null ? Name : Space + "." + Name;

    public static string NameOf(AvroKind kind) => kind switch
    {
        AvroKind.Null => "null",
        AvroKind.Boolean => "boolean",
        AvroKind.Int => "int",
        AvroKind.Long => "long",
        AvroKind.Float => "float",
        AvroKind.Double => "double",
        AvroKind.Bytes => "bytes",
        AvroKind.String => "string",
        AvroKind.Record => "record",
        AvroKind.Enum => "enum",
        AvroKind.Fixed => "fixed",
        AvroKind.Array => "array",
        AvroKind.Map => "map",
        _ => "union",
    };

    /// <summary>A record without fields yet.</summary>
    public static AvroType Record(string? space, string? name, string? doc) =>
        new(AvroKind.Record) { Space = SpaceOf(space, name), Name = SimpleNameOf(name), Doc = doc };

    public static AvroType Enum(string? fullName, string? doc, IReadOnlyList<string> symbols, string? defaultSymbol)
    {
        var type = new AvroType(AvroKind.Enum)
        {
            Space = SpaceOf(null, fullName),
            Name = SimpleNameOf(fullName),
            Doc = doc,
            Symbols = symbols,
            DefaultSymbol = defaultSymbol,
        };
        foreach (var symbol in symbols)
        {
            AvroNames.Check(symbol, $"symbol of the enum {type.FullName}");
        }

        return defaultSymbol is null || symbols.Contains(defaultSymbol)
            ? type
            : throw new DataException($"The default '{defaultSymbol}' of the enum {type.FullName} is not one of its symbols: {string.Join(", ", symbols)}");
    }

    public static AvroType Fixed(string? space, string? name, int size) => size >= 0
        ? new(AvroKind.Fixed) { Space = SpaceOf(space, name), Name = SimpleNameOf(name), Size = size }
        : throw new DataException($"A fixed can't have {size} bytes: {ConnectNames.FixedSize} of {name} is at least 0");

    public static AvroType Array(AvroType element) => new(AvroKind.Array) { Element = element };

    public static AvroType Map(AvroType values) => new(AvroKind.Map) { Element = values };

    public static AvroType Union(IReadOnlyList<AvroType> branches)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var branch in branches)
        {
            if (branch.Kind == AvroKind.Union)
            {
                throw new DataException("A union can't be a branch of a union in Avro");
            }

            if (!names.Add(branch.FullName))
            {
                throw new DataException($"A union can't have two branches of the type {branch.FullName} in Avro");
            }
        }

        return new(AvroKind.Union) { Branches = branches };
    }

    /// <summary>Adds a property, which can't be set to another value later.</summary>
    public void AddProperty(string name, JsonNode? value)
    {
        foreach (var (known, present) in properties)
        {
            if (known == name)
            {
                if (!JsonNode.DeepEquals(present, value))
                {
                    throw new DataException($"The property {name} of the Avro schema of {FullName} has two values: {present?.ToJsonString()} and {value?.ToJsonString()}");
                }

                return;
            }
        }

        properties.Add(new(name, value));
    }

    /// <summary>The property with a name; null for none.</summary>
    public JsonNode? Property(string name)
    {
        foreach (var (known, value) in properties)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The property with a name, where it is text; else null.</summary>
    public string? TextProperty(string name) => Property(name) is JsonValue text && text.TryGetValue(out string? found) ? found : null;

    // A full name given as the name wins over the namespace.
    private static string? SpaceOf(string? space, string? name)
    {
        var dot = name?.LastIndexOf('.') ?? -1;
        var found = dot < 0 ? space : name![..dot];
        return string.IsNullOrEmpty(found) ? null : found;
    }

    private static string SimpleNameOf(string? name)
    {
        var simple = name is null
            ? throw new DataException("A record, enum or fixed must have a name in Avro")
            : name[(name.LastIndexOf('.') + 1)..];
        AvroNames.Check(simple, "name");
        return simple;
    }
}
