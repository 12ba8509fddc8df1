using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Wraps a record's key or value in a struct, or a map where there is no schema, with one field.</summary>
public abstract class HoistField : KeyOrValueTransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("field", ConfigType.String, Importance.Medium, "The name of the one field that the struct or map will have.");

    private readonly SchemaCache<HoistPlan> plans;
    private string field = string.Empty;

    private HoistField(RecordPart part)
        : base(part) => plans = new SchemaCache<HoistPlan>(Plan);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings) =>
        field = new SimpleConfig(Definition, settings).Text("field");

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, new ConnectMap(1) { { field, value } });
        }

        var plan = plans.Get(schema);
        return With(record, plan.Schema, new Struct(plan.Schema).Put(plan.Field, value));
    }

    private HoistPlan Plan(Schema schema)
    {
        var hoisted = SchemaBuilder.Struct().Field(field, schema).Build();
        return new HoistPlan(hoisted, hoisted.Fields[0]);
    }

    /// <summary>Wraps the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.HoistField$Key")]
    public sealed class Key() : HoistField(RecordPart.Key);

    /// <summary>Wraps the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.HoistField$Value")]
    public sealed class Value() : HoistField(RecordPart.Value);

    private sealed record HoistPlan(Schema Schema, Field Field);
}
