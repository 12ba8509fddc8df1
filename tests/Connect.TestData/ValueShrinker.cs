using Connect.Abi.Data;

namespace Connect.TestData;

/// <summary>What is tried instead of a value that fails, so that what is reported is small.</summary>
internal static class ValueShrinker
{
    /// <summary>What is inside of a value; and the value with less in it.</summary>
    public static IEnumerable<SchemaAndValue> Smaller(SchemaAndValue data) => data.Value switch
    {
        Struct value => value.Schema.Fields
            .Select(f => new SchemaAndValue(f.Schema, value.GetWithoutDefault(f)))
            .Where(f => f.Value is not null || f.Schema!.IsOptional)
            .Concat(value.Schema.Fields.Select(f => Without(value, f))),
        IReadOnlyList<object?> list when data.Schema?.ValueSchema is { } element => list
            .Select(item => new SchemaAndValue(element, item))
            .Concat(list.Select((_, i) => data with { Value = list.Where((_, j) => j != i).ToList() })),
        ConnectMap map when data.Schema is { KeySchema: { } key, ValueSchema: { } element } => map
            .SelectMany(entry => new[] { new SchemaAndValue(key, entry.Key), new SchemaAndValue(element, entry.Value) })
            .Concat(map.Keys.Select(k => data with { Value = new ConnectMap(map.Where(e => !Equals(e.Key, k))) })),
        string { Length: > 1 } text => [data with { Value = text[..(text.Length / 2)] }, data with { Value = text[(text.Length / 2)..] }],
        _ => [],
    };

    /// <inheritdoc cref="Smaller"/>
    public static IEnumerable<object?> SmallerSchemaless(object? value) => value switch
    {
        IReadOnlyList<object?> list => list.Concat(list.Select((_, i) => list.Where((_, j) => j != i).ToList())),
        ConnectMap map => map.Values.Concat(map.Keys.Select(k => new ConnectMap(map.Where(e => !Equals(e.Key, k))))),
        _ => [],
    };

    private static SchemaAndValue Without(Struct value, Field left)
    {
        var builder = SchemaBuilder.Struct().Name(value.Schema.Name);
        foreach (var field in value.Schema.Fields.Where(f => f != left))
        {
            builder.Field(field.Name, field.Schema);
        }

        var schema = builder.Build();
        var smaller = new Struct(schema);
        foreach (var field in schema.Fields)
        {
            if (value.GetWithoutDefault(field.Name) is { } kept)
            {
                smaller.Put(field, kept);
            }
        }

        return new SchemaAndValue(schema, smaller);
    }
}
