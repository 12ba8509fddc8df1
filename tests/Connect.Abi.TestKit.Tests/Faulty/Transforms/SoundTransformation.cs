using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Abi.TestKit.Tests.Faulty.Transforms;

/// <summary>Adds a field to structs. Nothing is wrong with it; the faulty ones differ from it in one thing each.</summary>
[NotAPlugin]
internal class SoundTransformation : ITransformation
{
    private Schema? last;
    private Schema? made;

    protected string Added { get; private set; } = string.Empty;

    public ConfigDef ConfigDef { get; } = new ConfigDef().Define("added", ConfigType.String, Importance.High, "What is put into the field.");

    public virtual void Configure(IReadOnlyDictionary<string, string?> settings) => Added = (string)ConfigDef.Parse(settings)["added"]!;

    public virtual ConnectRecord? Apply(ConnectRecord record) => record.Value is Struct value ? Copy(record, Extended(value)) : record;

    protected virtual ConnectRecord Copy(ConnectRecord record, Struct value) =>
        record.NewRecord(record.Topic, record.KafkaPartition, record.KeySchema, record.Key, value.Schema, value, record.Timestamp);

    protected virtual Schema SchemaFor(Schema schema)
    {
        if (!ReferenceEquals(schema, last))
        {
            made = Extended(schema);
            last = schema;
        }

        return made!;
    }

    protected static Schema Extended(Schema schema)
    {
        var builder = SchemaBuilder.Struct();
        foreach (var field in schema.Fields)
        {
            builder.Field(field.Name, field.Schema);
        }

        return builder.Field("added", Schema.String).Build();
    }

    private Struct Extended(Struct value)
    {
        var copy = new Struct(SchemaFor(value.Schema));
        foreach (var field in value.Schema.Fields)
        {
            copy.Put(field.Name, value.Get(field));
        }

        return copy.Put("added", Added);
    }
}
