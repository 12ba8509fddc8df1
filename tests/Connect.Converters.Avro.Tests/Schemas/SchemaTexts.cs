using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Generates texts of schemas: all types, with names, namespaces, references, aliases, defaults and properties.</summary>
internal sealed class SchemaTexts(Random random)
{
    private static readonly string[] Primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

    private readonly List<string> names = [];

    // Records that are being made: inside of an array, map or union there may be one of their own kind.
    private readonly List<string> open = [];
    private readonly HashSet<string> fixedNames = [];
    private int lastName;

    /// <summary>Schemas that Avro allows.</summary>
    public static Arbitrary<string> Valid { get; } = Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from depth in Gen.Choose(0, 5)
        select new SchemaTexts(new Random(seed)).Schema(depth).ToJsonString());

    /// <summary>Schemas with a few characters taken out, put in or replaced.</summary>
    public static Arbitrary<string> Mutated { get; } = Arb.From(
        from text in Valid.Generator
        from seed in Gen.Choose(0, int.MaxValue)
        select Mutate(text, new Random(seed)));

    private static string Mutate(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0 && text.Length > 0; count--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(Math.Min(text.Length - at, 12) + 1);
            var from = random.Next(text.Length);
            var piece = random.Next(3) == 0 ? "" : text.Substring(from, random.Next(Math.Min(text.Length - from, 30) + 1));
            text = text[..at] + piece + text[(at + length)..];
        }

        return text;
    }

    private JsonNode Schema(int depth, bool inUnion = false) => (depth == 0 ? random.Next(2) : random.Next(8)) switch
    {
        0 => Primitive(),
        1 => names.Count > 0 && random.Next(2) == 0 ? names[random.Next(names.Count)] : Leaf(),
        2 => new JsonObject { ["type"] = "array", ["items"] = Inside(depth), ["p"] = random.Next(10) },
        3 => new JsonObject { ["type"] = "map", ["values"] = Inside(depth) },
        4 when !inUnion => Union(depth),
        _ => RecordType(depth),
    };

    private JsonNode Inside(int depth) => open.Count > 0 && random.Next(4) == 0 ? open[random.Next(open.Count)] : Schema(depth - 1);

    private JsonNode Primitive()
    {
        var type = Primitives[random.Next(Primitives.Length)];
        return random.Next(3) switch
        {
            0 => new JsonObject { ["type"] = type, ["logicalType"] = "decimal", ["precision"] = 4, ["scale"] = random.Next(-1, 6) },
            1 => new JsonObject { ["type"] = type, ["doc"] = "no property", ["connect.parameters"] = new JsonObject { ["a"] = 1.50 } },
            _ => type,
        };
    }

    private JsonObject Leaf() => random.Next(2) == 0
        ? Named(Name(), "fixed", ("size", random.Next(20)))
        : Named(Name(), "enum", ("symbols", new JsonArray("A", "B", "é")), ("default", "B"));

    private JsonArray Union(int depth)
    {
        var branches = new JsonArray { "null" };
        var known = new HashSet<string> { "null" };
        for (var i = random.Next(3); i > 0; i--)
        {
            var branch = random.Next(2) == 0 ? Leaf() : Schema(depth - 1, inUnion: true);
            if (branch is not JsonArray && known.Add(KindOf(branch)))
            {
                branches.Add(branch);
            }
        }

        return branches;
    }

    // The values of a fixed go to the branch of bytes, if one comes before it, as in Java: there is one of the two in a union.
    private string KindOf(JsonNode branch) => branch switch
    {
        JsonObject type when type["type"]!.ToString() == "fixed" => "bytes",
        JsonObject type => type["name"]?.ToString() ?? type["type"]!.ToString(),
        _ when fixedNames.Contains(branch.ToString()) => "bytes",
        _ => branch.ToString(),
    };

    private JsonObject RecordType(int depth)
    {
        var name = Name();
        open.Add(FullOf(name));
        var fields = new JsonArray();
        for (var i = random.Next(4); i > 0; i--)
        {
            var field = new JsonObject { ["name"] = $"f{i}" };
            if (random.Next(3) == 0)
            {
                field["type"] = new JsonArray("null", random.Next(3) == 0 ? open[^1] : Schema(depth - 1, inUnion: true) is JsonObject { } part && part["type"]!.ToString() != "null" ? part : "string");
                field["default"] = null;
                field["aliases"] = new JsonArray($"g{i}", "h");
            }
            else
            {
                field["type"] = Schema(depth - 1);
                field["order"] = "descending";
                field["doc"] = "2020-01-01T00:00:00Z";
            }

            fields.Add(field);
        }

        open.RemoveAt(open.Count - 1);
        return Named(name, random.Next(5) == 0 ? "error" : "record", ("fields", fields), ("connect.version", 1));
    }

    private (string Space, string Simple) Name() => (random.Next(3) switch { 0 => "a.b", 1 => "c", _ => "" }, $"N{lastName++}");

    private static string FullOf((string Space, string Simple) name) => name.Space.Length == 0 ? name.Simple : $"{name.Space}.{name.Simple}";

    private JsonObject Named((string Space, string Simple) name, string type, params ReadOnlySpan<(string Name, JsonNode Value)> members)
    {
        names.Add(FullOf(name));
        if (type == "fixed")
        {
            fixedNames.Add(FullOf(name));
        }

        var schema = new JsonObject
        {
            ["type"] = type, ["name"] = name.Simple, ["namespace"] = name.Space, ["aliases"] = new JsonArray(".Old", "x.Old"),
        };
        foreach (var (member, value) in members)
        {
            schema[member] = value;
        }

        return schema;
    }
}
