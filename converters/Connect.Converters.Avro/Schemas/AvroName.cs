namespace Connect.Converters.Avro.Schemas;

/// <summary>The name of a record, enum or fixed: a simple name and the namespace, if any, in which it lives.</summary>
/// <param name="Simple">The name without its namespace.</param>
/// <param name="Space">The namespace, or null for none.</param>
internal readonly record struct AvroName(string Simple, string? Space)
{
    /// <summary>Namespace and name.</summary>
    public string Full => Space is null ? Simple : $"{Space}.{Simple}";

    /// <summary>Reads a name. One with dots carries its namespace itself; an empty namespace is none.</summary>
    /// <param name="text">The name as written.</param>
    /// <param name="space">The namespace that a name without dots has.</param>
    /// <param name="path">Where the name stands, for the error.</param>
    public static AvroName Parse(string text, string? space, string path)
    {
        var dot = text.LastIndexOf('.');
        var simple = text[(dot + 1)..];
        Check(simple, path);
        if (dot >= 0)
        {
            space = text[..dot];
        }

        return new AvroName(simple, space is "" ? null : space);
    }

    /// <summary>Refuses what is no name: a name is letters, digits and underscores, and does not begin with a digit.</summary>
    public static void Check(string? name, string path)
    {
        if (!IsName(name))
        {
            throw AvroSchemaException.At(path, name is null
                ? "a name has to be a text"
                : $"\"{name}\" is no name (letters, digits and _, not a digit first)");
        }
    }

    /// <summary>Refuses a namespace that is no sequence of names between dots.</summary>
    public void CheckSpace(string path)
    {
        foreach (var part in Space?.Split('.') ?? [])
        {
            if (!IsName(part))
            {
                throw AvroSchemaException.At(path, $"\"{Space}\" is no namespace (names with dots between them)");
            }
        }
    }

    /// <summary>The name as it is written inside a namespace: short where that suffices.</summary>
    /// <param name="current">The namespace inside which it is written, or null.</param>
    public string In(string? current) => Space is not null && Space == current && !AvroTypeNames.Contains(Simple) ? Simple : Full;

    // Java goes by UTF-16 units, so that a letter beyond the basic plane is none.
    private static bool IsName(string? name)
    {
        if (string.IsNullOrEmpty(name) || !(char.IsLetter(name[0]) || name[0] == '_'))
        {
            return false;
        }

        foreach (var c in name.AsSpan(1))
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
