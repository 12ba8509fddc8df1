using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Transforms;

namespace Connect.Plugins.Transforms;

/// <summary>What a transformation works on.</summary>
internal enum RecordPart
{
    /// <summary>The record's key.</summary>
    Key,

    /// <summary>The record's value.</summary>
    Value,
}

/// <summary>
/// The base of transformations that come in two forms, one for a record's key and one for its value. One thread at a time.
/// </summary>
public abstract class KeyOrValueTransformation : ITransformation
{
    private readonly bool onKey;

    private protected KeyOrValueTransformation(RecordPart part) => onKey = part == RecordPart.Key;

    /// <inheritdoc/>
    public abstract ConfigDef ConfigDef { get; }

    /// <inheritdoc/>
    public abstract void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <inheritdoc/>
    public abstract ConnectRecord? Apply(ConnectRecord record);

    /// <summary>The schema of the part that is worked on.</summary>
    private protected Schema? SchemaOf(ConnectRecord record) => onKey ? record.KeySchema : record.ValueSchema;

    /// <summary>The part that is worked on.</summary>
    private protected object? ValueOf(ConnectRecord record) => onKey ? record.Key : record.Value;

    /// <summary>The record with another part.</summary>
    private protected ConnectRecord With(ConnectRecord record, Schema? schema, object? value, Headers? headers = null) => onKey
        ? record.NewRecord(
            record.Topic, record.KafkaPartition, schema, value, record.ValueSchema, record.Value, record.Timestamp, headers)
        : record.NewRecord(
            record.Topic, record.KafkaPartition, record.KeySchema, record.Key, schema, value, record.Timestamp, headers);
}
