using System.Text.Json;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>What an Avro schema stands for in Connect.</summary>
internal static class AvroSchemas
{
    /// <summary>The other branch of a union of null and one type; null for another union.</summary>
    public static AvroSchema? Nullable(global::Avro.UnionSchema union)
    {
        if (union.Count != 2)
        {
            return null;
        }

        return union[0].Tag == AvroSchema.Type.Null ? union[1] : union[1].Tag == AvroSchema.Type.Null ? union[0] : null;
    }

    /// <summary>Whether null is the only value.</summary>
    public static bool IsOnlyNull(AvroSchema schema) =>
        schema.Tag == AvroSchema.Type.Null || schema is global::Avro.UnionSchema { Count: 1 } union && union[0].Tag == AvroSchema.Type.Null;

    /// <summary>The record that an array's elements are where the array stands for a map; null where it does not.</summary>
    public static global::Avro.RecordSchema? MapEntry(global::Avro.ArraySchema array) =>
        array.ItemSchema is global::Avro.RecordSchema record
        && ((record.Namespace == ConnectNames.Namespace && record.Name == ConnectNames.MapEntry)
            || SchemaAttributes.Text(record, ConnectNames.InternalType) == ConnectNames.MapEntry)
            ? record
            : null;

    /// <summary>The fields of such a record.</summary>
    /// <exception cref="DataException">It has others.</exception>
    public static (global::Avro.Field Key, global::Avro.Field Value) KeyAndValue(global::Avro.RecordSchema entry) =>
        entry.Fields.Count == 2 && FieldOf(entry, ConnectNames.Key) is { } key && FieldOf(entry, ConnectNames.Value) is { } value
            ? (key, value)
            : throw new DataException(
                $"The Avro record {entry.Fullname} stands for the entries of a map, but has other fields than {ConnectNames.Key} and {ConnectNames.Value}");

    /// <summary>Whether a record is a value of any shape, as Confluent's variant type has it.</summary>
    public static bool IsVariant(global::Avro.RecordSchema record) =>
        LogicalTypes.NameOf(record) == ConnectNames.VariantLogicalType
        && record.Fields.Count == 2
        && FieldOf(record, "metadata")?.Schema.Tag == AvroSchema.Type.Bytes
        && FieldOf(record, "value")?.Schema.Tag == AvroSchema.Type.Bytes;

    /// <summary>Whether a schema names a logical type, in whatever case.</summary>
    public static bool HasLogicalType(AvroSchema schema, string name, AvroDataSettings settings) =>
        !settings.OwnTypesOnly && string.Equals(LogicalTypes.NameOf(schema), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A property that is a number, as a whole one; null where it is missing or something else.</summary>
    public static int? Number(AvroSchema schema, string property)
    {
        if (SchemaAttributes.Json(schema, property) is not { } json)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Number
            ? document.RootElement.TryGetInt32(out var number) ? number : JsonNumbers.ToInt32(document.RootElement)
            : null;
    }

    /// <summary>The field with a name; null for none.</summary>
    public static global::Avro.Field? FieldOf(global::Avro.RecordSchema record, string name)
    {
        foreach (var field in record.Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }
}
