using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Transforms;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Makes a record's key of fields of its value. One thread at a time.</summary>
[ContractName("org.apache.kafka.connect.transforms.ValueToKey")]
public sealed class ValueToKey : ITransformation
{
    private const string Purpose = "copying fields from value to key";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "fields",
            ConfigType.List,
            ConfigDef.NoDefault,
            ValidList.AnyNonDuplicateValues(false, false),
            Importance.High,
            "The fields of the value that make the key.")
        .DefineNullReplacement();

    private readonly SchemaCache<StructPlan> plans;
    private IReadOnlyList<string> fields = [];
    private bool withDefault;

    /// <summary>Makes one.</summary>
    public ValueToKey() => plans = new SchemaCache<StructPlan>(Plan);

    /// <inheritdoc/>
    public ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        fields = parsed.GetList("fields");
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public ConnectRecord Apply(ConnectRecord record)
    {
        if (record.ValueSchema is null)
        {
            return With(record, null, Key(Requirements.RequireMap(record.Value, Purpose)), null);
        }

        var value = Requirements.RequireStruct(record.Value, Purpose);
        var plan = plans.Get(value.Schema);
        return With(record, plan.Target, plan.Apply(value), value.Schema);
    }

    private static ConnectRecord With(ConnectRecord record, Schema? keySchema, object key, Schema? valueSchema) =>
        record.NewRecord(record.Topic, record.KafkaPartition, keySchema, key, valueSchema, record.Value, record.Timestamp);

    private ConnectMap Key(ConnectMap value)
    {
        var key = new ConnectMap(fields.Count);
        foreach (var field in fields)
        {
            key[field] = value.GetValueOrDefault(field);
        }

        return key;
    }

    private StructPlan Plan(Schema source)
    {
        var builder = SchemaBuilder.Struct();
        foreach (var name in fields)
        {
            builder.Field(name, (source.Field(name) ?? throw new DataException($"Field does not exist: {name}; the value has {source}")).Schema);
        }

        var target = builder.Build();
        var copies = new FieldCopy[fields.Count];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = FieldCopy.Of(source.Field(fields[i])!, target.Fields[i], withDefault);
        }

        return new StructPlan(target, copies);
    }
}
