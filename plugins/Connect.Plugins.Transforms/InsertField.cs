using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Plugins.Transforms.Fields;
using Connect.Plugins.Transforms.Settings;

namespace Connect.Plugins.Transforms;

/// <summary>Adds fields to a record's key or value: where the record comes from, its time, and a fixed text.</summary>
public abstract class InsertField : KeyOrValueTransformation
{
    private const string Purpose = "field insertion";
    private const string Mark = " A name that ends with ! makes a required field, with ? or without either an optional one.";

    private static readonly ConfigDef Definition = new ConfigDef()
        .Define("topic.field", ConfigType.String, null, Importance.Medium, "The field for the record's topic." + Mark)
        .Define("partition.field", ConfigType.String, null, Importance.Medium, "The field for the partition of the topic." + Mark)
        .Define(
            "offset.field",
            ConfigType.String,
            null,
            Importance.Medium,
            "The field for the offset; for sink connectors only." + Mark)
        .Define("timestamp.field", ConfigType.String, null, Importance.Medium, "The field for the record's timestamp." + Mark)
        .Define("static.field", ConfigType.String, null, Importance.Medium, "The field for the fixed text." + Mark)
        .Define("static.value", ConfigType.String, null, Importance.Medium, "The fixed text, where static.field is set.")
        .DefineNullReplacement();

    private readonly SchemaCache<InsertPlan> plans;
    private InsertedField? topic;
    private InsertedField? partition;
    private InsertedField? offset;
    private InsertedField? timestamp;
    private InsertedField? fixedText;
    private string? text;
    private bool withDefault;

    private InsertField(RecordPart part)
        : base(part) => plans = new SchemaCache<InsertPlan>(Plan);

    /// <inheritdoc/>
    public override ConfigDef ConfigDef => Definition;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        var parsed = new SimpleConfig(Definition, settings);
        topic = InsertedField.Parse(parsed.GetString("topic.field"));
        partition = InsertedField.Parse(parsed.GetString("partition.field"));
        offset = InsertedField.Parse(parsed.GetString("offset.field"));
        timestamp = InsertedField.Parse(parsed.GetString("timestamp.field"));
        fixedText = InsertedField.Parse(parsed.GetString("static.field"));
        text = parsed.GetString("static.value");
        withDefault = parsed.ReplacesNull();
        if ((topic ?? partition ?? offset ?? timestamp ?? fixedText) is null)
        {
            throw new ConfigException(
                "No field insertion configured: set topic.field, partition.field, offset.field, timestamp.field or static.field.");
        }

        if (fixedText is not null && text is null)
        {
            throw new ConfigException("static.value", null, $"No value specified for static field: {fixedText.Name}");
        }
    }

    /// <inheritdoc/>
    public override ConnectRecord Apply(ConnectRecord record) => ValueOf(record) is not { } value
        ? record
        : SchemaOf(record) is null
            ? With(record, null, Inserted(record, Requirements.RequireMap(value, Purpose)))
            : Inserted(record, Requirements.RequireStruct(value, Purpose));

    private ConnectMap Inserted(ConnectRecord record, ConnectMap value)
    {
        var made = new ConnectMap(value.Count + 2);
        foreach (var (key, element) in value)
        {
            made[key] = element;
        }

        if (topic is not null)
        {
            made[topic.Name] = record.Topic;
        }

        if (partition is not null && record.KafkaPartition is { } number)
        {
            made[partition.Name] = number;
        }

        if (offset is not null)
        {
            made[offset.Name] = Requirements.RequireSinkRecord(record, Purpose).KafkaOffset;
        }

        if (timestamp is not null && record.Timestamp is { } time)
        {
            made[timestamp.Name] = time;
        }

        if (fixedText is not null)
        {
            made[fixedText.Name] = text;
        }

        return made;
    }

    private ConnectRecord Inserted(ConnectRecord record, Struct value)
    {
        var plan = plans.Get(value.Schema);
        var made = plan.Copies.Apply(value);
        if (plan.Topic is not null)
        {
            made.Put(plan.Topic, (object?)record.Topic);
        }

        if (plan.Partition is not null && record.KafkaPartition is { } number)
        {
            made.Put(plan.Partition, number);
        }

        if (plan.Offset is not null)
        {
            made.Put(plan.Offset, Requirements.RequireSinkRecord(record, Purpose).KafkaOffset);
        }

        if (plan.Timestamp is not null && record.Timestamp is { } time)
        {
            made.Put(plan.Timestamp, new EpochMillis(time));
        }

        if (plan.Text is not null)
        {
            made.Put(plan.Text, (object?)text);
        }

        return With(record, made.Schema, made);
    }

    private InsertPlan Plan(Schema source)
    {
        var builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
        foreach (var field in source.Fields)
        {
            builder.Field(field.Name, field.Schema);
        }

        topic?.AddTo(builder, Schema.String, Schema.OptionalString);
        partition?.AddTo(builder, Schema.Int32, Schema.OptionalInt32);
        offset?.AddTo(builder, Schema.Int64, Schema.OptionalInt64);
        timestamp?.AddTo(builder, Timestamp.Schema, Timestamp.OptionalSchema);
        fixedText?.AddTo(builder, Schema.String, Schema.OptionalString);

        var target = builder.Build();
        var copies = new FieldCopy[source.Fields.Length];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = FieldCopy.Of(source.Fields[i], target.Fields[i], withDefault);
        }

        return new InsertPlan(
            new StructPlan(target, copies),
            topic?.In(target),
            partition?.In(target),
            offset?.In(target),
            timestamp?.In(target),
            fixedText?.In(target));
    }

    /// <summary>Adds fields to the record's key.</summary>
    [ContractName("org.apache.kafka.connect.transforms.InsertField$Key")]
    public sealed class Key() : InsertField(RecordPart.Key);

    /// <summary>Adds fields to the record's value.</summary>
    [ContractName("org.apache.kafka.connect.transforms.InsertField$Value")]
    public sealed class Value() : InsertField(RecordPart.Value);

    private sealed record InsertPlan(
        StructPlan Copies, Field? Topic, Field? Partition, Field? Offset, Field? Timestamp, Field? Text);

    private sealed record InsertedField(string Name, bool Optional)
    {
        public static InsertedField? Parse(string? text) => text switch
        {
            null => null,
            [.. var name, '?'] => new InsertedField(name, true),
            [.. var name, '!'] => new InsertedField(name, false),
            _ => new InsertedField(text, true),
        };

        public void AddTo(SchemaBuilder builder, Schema required, Schema optional) => builder.Field(Name, Optional ? optional : required);

        public Field? In(Schema schema) => schema.Field(Name);
    }
}
