using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Copies or moves fields of a record's key or value into its headers.</summary>
public abstract class HeaderFrom : KeyOrValueTransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("fields", ConfigType.List, ConfigDef.NoDefault, SettingRules.NonEmptyList, Importance.High, "The fields.")
        .Define(
            "headers",
            ConfigType.List,
            ConfigDef.NoDefault,
            SettingRules.NonEmptyList,
            Importance.High,
            "The names of the headers, in the order of the fields.")
        .Define(
            "operation",
            ConfigType.String,
            ConfigDef.NoDefault,
            ValidString.In("move", "copy"),
            Importance.High,
            "Whether the fields are taken out of the key or value (move) or stay in it (copy).")
        .DefineNullReplacement();

    private readonly SchemaCache<StructPlan> plans;
    private IReadOnlyList<string> fields = [];
    private IReadOnlyList<string> names = [];
    private string purpose = string.Empty;
    private bool moves;
    private bool withDefault;

    private HeaderFrom(RecordPart part)
        : base(part) => plans = new SchemaCache<StructPlan>(Plan);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        fields = parsed.GetList("fields");
        names = parsed.GetList("headers");
        if (fields.Count != names.Count)
        {
            throw new ConfigException(
                $"'fields' config must have the same number of elements as 'headers' config; they have {fields.Count} and {names.Count}.");
        }

        var operation = parsed.Text("operation");
        moves = operation == "move";
        purpose = "header " + operation;
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        var headers = record.Headers.Duplicate();
        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, FromMap(Requirements.RequireMap(ValueOf(record), purpose), headers), headers);
        }

        var value = Requirements.RequireStruct(ValueOf(record), purpose);
        var made = moves ? plans.Get(schema).Apply(value) : value;
        for (var i = 0; i < fields.Count; i++)
        {
            var field = schema.Field(fields[i]) ?? throw new DataException($"Unknown field: {fields[i]}; {schema} does not have it.");
            headers.Add(names[i], new SchemaAndValue(field.Schema, In(value, fields[i])));
        }

        return With(record, moves ? made.Schema : schema, made, headers);
    }

    private ConnectMap FromMap(ConnectMap value, Headers headers)
    {
        var made = moves ? new ConnectMap(value) : value;
        for (var i = 0; i < fields.Count; i++)
        {
            headers.Add(names[i], value.GetValueOrDefault(fields[i]), null);
            if (moves)
            {
                made.Remove(fields[i]);
            }
        }

        return made;
    }

    private object? In(Struct value, string name) => value.Schema.Field(name) is not { } field
        ? null
        : withDefault ? value.Get(field) : value.GetWithoutDefault(field);

    private StructPlan Plan(Schema source)
    {
        var builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
        var kept = new List<Field>();
        foreach (var field in source.Fields)
        {
            if (!fields.Contains(field.Name))
            {
                builder.Field(field.Name, field.Schema);
                kept.Add(field);
            }
        }

        var target = builder.Build();
        var copies = new FieldCopy[kept.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = FieldCopy.Of(kept[i], target.Fields[i], withDefault);
        }

        return new StructPlan(target, copies);
    }

    /// <summary>From the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.HeaderFrom$Key")]
    public sealed class Key() : HeaderFrom(RecordPart.Key);

    /// <summary>From the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.HeaderFrom$Value")]
    public sealed class Value() : HeaderFrom(RecordPart.Value);
}
