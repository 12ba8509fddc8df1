using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Puts one field of a record's key or value, which may lie deeper, in the place of the whole.</summary>
public abstract class ExtractField : KeyOrValueTransformation
{
    private const string Purpose = "field extraction";
    private const string Nested = "nested field access";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("field", ConfigType.String, Importance.Medium, "The field to take; with field.syntax.version=V2 a path to it.")
        .DefineNullReplacement()
        .DefineFieldSyntax();

    private readonly SchemaCache<Field> fields;
    private string path = string.Empty;
    private string[] steps = [];
    private bool withDefault;

    private ExtractField(RecordPart part)
        : base(part) => fields = new SchemaCache<Field>(Find);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        path = parsed.Text("field");
        steps = FieldPath.Parse(path, parsed.HasNestedFields());
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        if (steps.Length == 0)
        {
            throw new DataException("The setting 'field' is empty; in syntax V2 it names at least one field.");
        }

        if (SchemaOf(record) is not { } schema)
        {
            var map = Requirements.RequireMapOrNull(ValueOf(record), Purpose);
            return With(record, null, map is null ? null : In(map));
        }

        var value = Requirements.RequireStructOrNull(ValueOf(record), Purpose);
        var field = fields.Get(schema);
        if (value is null)
        {
            return With(record, field.Schema, null);
        }

        var found = steps.Length == 1 && ReferenceEquals(value.Schema, schema) ? Get(value, field) : In(value);
        return With(record, field.Schema, found);
    }

    private object? Get(Struct value, Field field) => withDefault ? value.Get(field) : value.GetWithoutDefault(field);

    private object? In(ConnectMap? map)
    {
        for (var i = 0; i < steps.Length - 1 && map is not null; i++)
        {
            map = Requirements.RequireMapOrNull(map.GetValueOrDefault(steps[i]), Nested);
        }

        return map?.GetValueOrDefault(steps[^1]);
    }

    private object? In(Struct? value)
    {
        for (var i = 0; i < steps.Length - 1 && value is not null; i++)
        {
            value = value.Schema.Field(steps[i]) is { } step ? Requirements.RequireStructOrNull(value.Get(step), Nested) : null;
        }

        return value?.Schema.Field(steps[^1]) is { } last ? Get(value, last) : null;
    }

    private Field Find(Schema schema)
    {
        var at = schema;
        for (var i = 0; i < steps.Length - 1 && at is not null; i++)
        {
            at = at.Field(steps[i])?.Schema;
        }

        return at?.Field(steps[^1])
            ?? throw new DataException($"Unknown field: {path}; {schema} does not have it.");
    }

    /// <summary>Takes a field of the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.ExtractField$Key")]
    public sealed class Key() : ExtractField(RecordPart.Key);

    /// <summary>Takes a field of the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.ExtractField$Value")]
    public sealed class Value() : ExtractField(RecordPart.Value);
}
