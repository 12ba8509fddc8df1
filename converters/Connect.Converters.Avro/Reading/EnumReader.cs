namespace Connect.Converters.Avro.Reading;

/// <summary>Reads the symbols of an Avro enum.</summary>
/// <param name="symbols">For each of the writer's symbols what it is for the reader; null where it has none for it.</param>
internal sealed class EnumReader(string?[] symbols) : ValueReader
{
    public override object Read(ref AvroInput input)
    {
        var began = input.Position;
        var index = input.ReadIndex(symbols.Length, "symbol");
        return symbols[index] ?? throw input.ErrorAt(began, $"the schema that is read with has no symbol for the writer's symbol {index}, and no default");
    }
}
