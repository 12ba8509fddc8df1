using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Reads enums and fixed, and what all types with a name have in common.</summary>
/// <param name="types">The definitions of the text.</param>
internal sealed class NamedSchemaReader(NamedTypes types)
{
    // What Java's arrays can hold, and so its largest fixed.
    private const int MaxSize = int.MaxValue - 8;

    /// <summary>Reads the name of a definition, which may not be that of a primitive.</summary>
    public static AvroName ReadName(JsonElement json, string? space, string path)
    {
        var text = json.Text("name") ?? throw AvroSchemaException.At(path, "\"name\" is missing or no text");
        var name = AvroName.Parse(text, json.Text("namespace") ?? space, $"{path}/name");
        return AvroTypeNames.TryPrimitive(name.Full, out _)
            ? throw AvroSchemaException.At($"{path}/name", $"a definition can't be named like the primitive \"{name.Full}\"")
            : name;
    }

    /// <summary>Reads what a definition carries beside its structure.</summary>
    public SchemaAttributes ReadAttributes(
        JsonElement json, AvroName name, string path, FrozenSet<string> reserved, bool isError = false) => new()
    {
        Properties = json.Properties(reserved),
        Aliases = [.. json.Aliases(path).Select(alias => AvroName.Parse(alias, name.Space, $"{path}/aliases")).Distinct()],
        Documentation = json.Text("doc"),
        IsError = isError,
    };

    /// <summary>Reads an enum.</summary>
    public EnumSchema ReadEnum(JsonElement json, string? space, string path)
    {
        var name = ReadName(json, space, path);
        var symbols = new List<string>();
        foreach (var item in json.RequiredArray("symbols", path).EnumerateArray())
        {
            var symbol = item.ValueKind == JsonValueKind.String ? item.GetString()! : null;
            AvroName.Check(symbol, $"{path}/symbols/{symbols.Count}");
            symbols.Add(symbol!);
        }

        if (symbols.GroupBy(s => s, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw AvroSchemaException.At($"{path}/symbols", $"the symbol \"{twice.Key}\" stands there twice");
        }

        var defaultSymbol = json.Text("default");
        if (defaultSymbol is not null && !symbols.Contains(defaultSymbol))
        {
            throw AvroSchemaException.At(
                $"{path}/default", $"\"{defaultSymbol}\" is none of the enum's symbols ({string.Join(", ", symbols)})");
        }

        var attributes = ReadAttributes(json, name, path, SchemaJson.EnumReserved);
        var schema = symbols.TrueForAll(s => Ascii.IsValid(s))
            ? EnumSchema.Create(name.Simple, symbols, name.Space, null, attributes.Properties, attributes.Documentation, defaultSymbol)
            : ParseEnum(name, symbols, defaultSymbol);
        attributes.AttachTo(schema);
        types.Add(schema, name, path);
        return schema;
    }

    /// <summary>Reads a fixed.</summary>
    public FixedSchema ReadFixed(JsonElement json, string? space, string path)
    {
        var name = ReadName(json, space, path);
        if (json.Member("size") is not { } sizeJson || !JsonText.IsIntegral(sizeJson) || !sizeJson.TryGetInt32(out var size))
        {
            throw AvroSchemaException.At(path, "\"size\" is missing or no 32-bit integer");
        }

        if (size is < 0 or > MaxSize)
        {
            throw AvroSchemaException.At($"{path}/size", $"{size} is no size; a fixed has 0 to {MaxSize} bytes");
        }

        var attributes = ReadAttributes(json, name, path, SchemaJson.Reserved);

        // Apache.Avro makes no fixed without bytes, but lets one be set to that.
        var schema = FixedSchema.Create(
            name.Simple, Math.Max(size, 1), name.Space, null, attributes.Properties, attributes.Documentation);
        schema.Size = size;
        attributes.AttachTo(schema);
        types.Add(schema, name, path);
        return schema;
    }

    // Apache.Avro makes enums with ASCII symbols only, but reads others.
    private static EnumSchema ParseEnum(AvroName name, List<string> symbols, string? defaultSymbol)
    {
        var text = new StringBuilder("{\"type\":\"enum\",\"name\":");
        JsonText.Append(text, name.Full);
        text.Append(",\"symbols\":").Append(JsonSerializer.Serialize(symbols));
        if (defaultSymbol is not null)
        {
            text.Append(",\"default\":");
            JsonText.Append(text, defaultSymbol);
        }

        return (EnumSchema)Schema.Parse(text.Append('}').ToString());
    }
}
