using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Flattening;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Puts the fields of structs or maps inside a record's key or value at its top, with the names on the way joined.</summary>
public abstract class Flatten : KeyOrValueTransformation
{
    private const string Purpose = "flattening";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("delimiter", ConfigType.String, ".", Importance.Medium, "What stands between the names in a joined name.");

    private readonly SchemaCache<FlattenPlan> plans;
    private string delimiter = ".";

    private Flatten(RecordPart part)
        : base(part) => plans = new SchemaCache<FlattenPlan>(schema => new FlattenPlan(schema, delimiter));

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings) =>
        delimiter = new SimpleConfig(Definition, settings).Text("delimiter");

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value)
        {
            return record;
        }

        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, MapFlattening.Apply(Requirements.RequireMap(value, Purpose), delimiter));
        }

        var source = Requirements.RequireStruct(value, Purpose);
        var plan = plans.Get(schema);
        return With(record, plan.Target, plan.Apply(source));
    }

    /// <summary>Flattens the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.Flatten$Key")]
    public sealed class Key() : Flatten(RecordPart.Key);

    /// <summary>Flattens the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.Flatten$Value")]
    public sealed class Value() : Flatten(RecordPart.Value);
}
