using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Masking;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Replaces fields of a record's key or value by nothing (0, false, empty) or by a given value of their type.</summary>
public abstract class MaskField : KeyOrValueTransformation
{
    private const string Purpose = "mask fields";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "fields",
            ConfigType.List,
            ConfigDef.NoDefault,
            ValidList.AnyNonDuplicateValues(false, false),
            Importance.High,
            "The fields to mask.")
        .Define(
            "replacement",
            ConfigType.String,
            null,
            new NonEmptyString(),
            Importance.Low,
            "What stands in their place, for fields with numbers or text; where it is not set, 0, false or nothing.")
        .DefineNullReplacement();

    private readonly SchemaCache<MaskPlan> plans;
    private HashSet<string> fields = [];
    private Mask mask = new(null);
    private bool withDefault;

    private MaskField(RecordPart part)
        : base(part) => plans = new SchemaCache<MaskPlan>(schema => new MaskPlan(schema, fields, withDefault));

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        fields = [.. parsed.GetList("fields")];
        mask = new Mask(parsed.GetString("replacement"));
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is not { } schema)
        {
            var made = new ConnectMap(Requirements.RequireMap(value, Purpose));
            foreach (var field in fields)
            {
                made[field] = mask.Of(made.GetValueOrDefault(field));
            }

            return With(record, null, made);
        }

        var source = Requirements.RequireStruct(value, Purpose);
        var plan = plans.Get(source.Schema);
        return plan.ChangesNothing ? record : With(record, schema, plan.Apply(source, mask));
    }

    /// <summary>Masks fields of the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.MaskField$Key")]
    public sealed class Key() : MaskField(RecordPart.Key);

    /// <summary>Masks fields of the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.MaskField$Value")]
    public sealed class Value() : MaskField(RecordPart.Value);
}
