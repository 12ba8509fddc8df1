using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>What a Connect schema stands for in Avro.</summary>
internal static class ConnectSchemas
{
    /// <summary>Whether a struct stands for an Avro union, each field for a branch.</summary>
    public static bool IsUnion(Schema schema) =>
        schema.Name == ConnectNames.Union || schema.Parameters?.ContainsKey(ConnectNames.GeneralizedUnion) == true;

    /// <summary>Whether a string stands for an Avro enum, where enums are kept.</summary>
    public static bool IsEnum(Schema schema) => schema.Type == SchemaType.String
        && (schema.Parameters?.ContainsKey(ConnectNames.GeneralizedEnum) == true || schema.Parameters?.ContainsKey(ConnectNames.Enum) == true);

    public static bool IsFixed(Schema schema) => schema.Type == SchemaType.Bytes
        && schema.Name is not null
        && schema.Parameters?.ContainsKey(ConnectNames.FixedSize) == true;

    /// <summary>Whether a map is one in Avro too; else it is an array of entries.</summary>
    public static bool IsAvroMap(Schema schema, AvroDataSettings settings) =>
        schema.KeySchema is { Type: SchemaType.String } key && (!key.IsOptional || settings.AllowOptionalMapKeys);

    /// <summary>Avro's logical type for the name of a Connect schema; null for none.</summary>
    public static string? LogicalTypeOf(string name)
    {
        // Java compares these names without case when it writes schemas, and with it when it converts values.
        if (name.Equals(Abi.Data.Decimal.LogicalName, StringComparison.OrdinalIgnoreCase))
        {
            return ConnectNames.Decimal;
        }

        if (name.Equals(Time.LogicalName, StringComparison.OrdinalIgnoreCase))
        {
            return ConnectNames.TimeMillis;
        }

        if (name.Equals(Timestamp.LogicalName, StringComparison.OrdinalIgnoreCase))
        {
            return ConnectNames.TimestampMillis;
        }

        return name.Equals(Date.LogicalName, StringComparison.OrdinalIgnoreCase) ? ConnectNames.Date : null;
    }

    /// <summary>Whether a name is one of those by which Connect knows a logical type's values.</summary>
    public static bool IsLogical(string? name) =>
        name is Abi.Data.Decimal.LogicalName or Date.LogicalName or Time.LogicalName or Timestamp.LogicalName;

    /// <summary>Whether a schema has a parameter.</summary>
    public static bool Has(Schema schema, string parameter) => schema.Parameters?.ContainsKey(parameter) == true;

    /// <summary>A parameter; null where it is missing.</summary>
    public static string? Parameter(Schema schema, string parameter) => schema.Parameters?.GetValueOrDefault(parameter);

    /// <summary>A parameter that has to be a whole number.</summary>
    public static int Number(Schema schema, string parameter)
    {
        var text = Parameter(schema, parameter);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DataException($"The parameter {parameter} of {schema} is a whole number, not {(text is null ? "missing" : $"'{text}'")}");
    }
}
