using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Casting;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Casts fields of a record's key or value, or the whole of it, to other types.</summary>
public abstract class Cast : KeyOrValueTransformation
{
    private const string Purpose = "cast types";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(
            "spec",
            ConfigType.List,
            ConfigDef.NoDefault,
            SettingRules.Pairs(static spec => CastTypes.Parse(spec, out _)),
            Importance.High,
            "What to cast: pairs of field and type, for example id:int64,price:float32, or one type for the whole key or value. The " +
            "types are int8, int16, int32, int64, float32, float64, boolean and string; bytes can be cast to string only (Base64).")
        .DefineNullReplacement();

    private readonly SchemaCache<CastPlan> plans;
    private Dictionary<string, SchemaType> types = [];
    private SchemaType? whole;
    private bool withDefault;

    private Cast(RecordPart part)
        : base(part) => plans = new SchemaCache<CastPlan>(schema => new CastPlan(schema, Target(schema), types, withDefault));

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        types = CastTypes.Parse(parsed.GetList("spec"), out whole);
        withDefault = parsed.ReplacesNull();
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value)
        {
            return record;
        }

        if (SchemaOf(record) is not { } schema)
        {
            return With(record, null, whole is { } type ? ValueCaster.Cast(null, value, type) : InMap(value));
        }

        var plan = plans.Get(schema);
        if (whole is { } wholeType)
        {
            return With(record, plan.Target, ValueCaster.Cast(schema, value, wholeType));
        }

        var source = Requirements.RequireStruct(value, Purpose);
        if (plan.ChangesNothing)
        {
            return record;
        }

        if (!source.Schema.Equals(schema))
        {
            plan = new CastPlan(source.Schema, plan.Target, types, withDefault);
        }

        return With(record, plan.Target, plan.Apply(source));
    }

    private ConnectMap InMap(object value)
    {
        var made = new ConnectMap(Requirements.RequireMap(value, Purpose));
        foreach (var (field, type) in types)
        {
            made[field] = ValueCaster.Cast(null, made.GetValueOrDefault(field), type);
        }

        return made;
    }

    private Schema Target(Schema source)
    {
        SchemaBuilder builder;
        if (whole is { } type)
        {
            builder = SchemaCopy.Basics(source, SchemaBuilder.Of(type));
        }
        else
        {
            builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
            foreach (var field in source.Fields)
            {
                builder.Field(field.Name, types.TryGetValue(field.Name, out var cast) ? FieldSchema(field.Schema, cast) : field.Schema);
            }
        }

        if (source.IsOptional)
        {
            builder.Optional();
        }

        if (source.DefaultValue is { } given)
        {
            builder.Default(whole is { } wholeType
                ? ValueCaster.Cast(source, given, wholeType)
                : new CastPlan(source, builder.Build(), types, withDefault: false).Apply(Requirements.RequireStruct(given, Purpose)));
        }

        return builder.Build();
    }

    private static Schema FieldSchema(Schema source, SchemaType type)
    {
        var builder = SchemaBuilder.Of(type);
        if (source.IsOptional)
        {
            builder.Optional();
        }

        if (source.DefaultValue is { } given)
        {
            builder.Default(ValueCaster.Cast(source, given, type));
        }

        return builder.Build();
    }

    /// <summary>Casts the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.Cast$Key")]
    public sealed class Key() : Cast(RecordPart.Key);

    /// <summary>Casts the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.Cast$Value")]
    public sealed class Value() : Cast(RecordPart.Value);
}
