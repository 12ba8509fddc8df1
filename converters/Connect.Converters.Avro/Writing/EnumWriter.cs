using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Writing;

/// <summary>Writes strings as the symbols of an Avro enum.</summary>
internal sealed class EnumWriter : ValueWriter
{
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);
    private readonly string name;

    public EnumWriter(global::Avro.EnumSchema schema)
    {
        name = schema.Fullname;
        for (var i = 0; i < schema.Symbols.Count; i++)
        {
            ordinals[schema.Symbols[i]] = i;
        }
    }

    protected internal override void WriteValue(AvroOutput output, object value)
    {
        var symbol = value as string ?? throw Misfit(value);
        output.Int(ordinals.TryGetValue(symbol, out var ordinal)
            ? ordinal
            : throw new DataException($"'{symbol}' for {Place.Path} is not a symbol of the Avro enum {name}: {string.Join(", ", ordinals.Keys)}"));
    }
}
