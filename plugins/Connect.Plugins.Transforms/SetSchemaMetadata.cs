using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Gives the schema of a record's key or value, which is a struct's, another name or version.</summary>
public abstract class SetSchemaMetadata : KeyOrValueTransformation
{
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("schema.name", ConfigType.String, null, Importance.High, "The schema's new name.")
        .Define("schema.version", ConfigType.Int, null, Importance.High, "The schema's new version.")
        .DefineNullReplacement();

    private readonly SchemaCache<StructPlan> plans;
    private string? name;
    private int? version;
    private bool withDefault;

    private SetSchemaMetadata(RecordPart part)
        : base(part) => plans = new SchemaCache<StructPlan>(Plan);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        name = parsed.GetString("schema.name");
        version = parsed.Get("schema.version") as int?;
        withDefault = parsed.ReplacesNull();
        if (name is null && version is null)
        {
            throw new ConfigException("Neither schema name nor version configured: set schema.name, schema.version or both.");
        }
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is not { } schema)
        {
            return value is null ? record : throw new DataException("Schema required for [updating schema metadata]");
        }

        var plan = plans.Get(schema);
        return With(record, plan.Target, value is Struct source ? plan.Apply(source) : value);
    }

    private StructPlan Plan(Schema source)
    {
        // As in Java, only structs have metadata to set: asking another schema for its fields throws.
        var fields = source.Fields;
        var builder = SchemaBuilder.Struct()
            .Name(name ?? source.Name).Version(version ?? source.Version).Doc(source.Doc).Parameters(source.Parameters);
        if (source.IsOptional)
        {
            builder.Optional();
        }

        foreach (var field in fields)
        {
            builder.Field(field.Name, field.Schema);
        }

        var target = builder.Build();
        if (source.DefaultValue is Struct given)
        {
            target = builder.Default(Copies(source, target, withDefault: false).Apply(given)).Build();
        }

        return Copies(source, target, withDefault);
    }

    private static StructPlan Copies(Schema source, Schema target, bool withDefault)
    {
        var copies = new FieldCopy[source.Fields.Length];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = FieldCopy.Of(source.Fields[i], target.Fields[i], withDefault);
        }

        return new StructPlan(target, copies);
    }

    /// <summary>For the schema of the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.SetSchemaMetadata$Key")]
    public sealed class Key() : SetSchemaMetadata(RecordPart.Key);

    /// <summary>For the schema of the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.SetSchemaMetadata$Value")]
    public sealed class Value() : SetSchemaMetadata(RecordPart.Value);
}
