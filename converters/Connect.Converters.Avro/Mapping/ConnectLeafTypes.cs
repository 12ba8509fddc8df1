using System.Globalization;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Begins the Connect schemas of Avro types that hold no other types but say more than their type.</summary>
internal static class ConnectLeafTypes
{
    public static void BeginInt(AvroSchema schema, ConnectSchemaParts result, AvroDataSettings settings)
    {
        var type = SchemaAttributes.Text(schema, ConnectNames.Type);
        if (LogicalTypes.NameOf(schema) is not null)
        {
            // A logical type that Connect does not have makes it an int32, whatever connect.type says.
            if (AvroSchemas.HasLogicalType(schema, ConnectNames.Date, settings))
            {
                result.BeginLogical(Date.Builder(), Date.LogicalName);
            }
            else if (AvroSchemas.HasLogicalType(schema, ConnectNames.TimeMillis, settings))
            {
                result.BeginLogical(Time.Builder(), Time.LogicalName);
            }
            else
            {
                result.Builder = SchemaBuilder.Int32();
            }

            return;
        }

        result.Builder = type switch
        {
            null => SchemaBuilder.Int32(),
            "int8" => SchemaBuilder.Int8(),
            "int16" => SchemaBuilder.Int16(),
            _ => throw new DataException($"The property {ConnectNames.Type} of an Avro int is int8 or int16, not '{type}'"),
        };
    }

    public static void BeginBytes(AvroSchema schema, ConnectSchemaParts result, AvroDataSettings settings)
    {
        if (AvroSchemas.HasLogicalType(schema, ConnectNames.Decimal, settings))
        {
            result.BeginLogical(
                Abi.Data.Decimal.Builder(AvroSchemas.Number(schema, ConnectNames.Scale) ?? 0),
                Abi.Data.Decimal.LogicalName);
            if (SchemaAttributes.Json(schema, ConnectNames.Precision) is { } json)
            {
                var precision = AvroSchemas.Number(schema, ConnectNames.Precision)
                    ?? throw new DataException($"The property {ConnectNames.Precision} of an Avro decimal is a whole number, not {json}");
                if (precision != ConnectNames.DefaultPrecision)
                {
                    result.Builder.Parameter(ConnectNames.DecimalPrecision, precision.ToString(CultureInfo.InvariantCulture));
                }
            }
        }
        else
        {
            result.Builder = SchemaBuilder.Bytes();
        }

        if (schema is global::Avro.FixedSchema { Size: var size })
        {
            result.Builder.Parameter(ConnectNames.FixedSize, size.ToString(CultureInfo.InvariantCulture));
        }
    }

    public static void BeginEnum(global::Avro.EnumSchema schema, ConnectSchemaParts result, AvroDataSettings settings)
    {
        var builder = result.Builder = SchemaBuilder.String();
        if (settings.ConnectMetaData)
        {
            if (SchemaAttributes.Of(schema).Documentation is { } doc)
            {
                builder.Parameter(settings.DiscardTypeDocDefault ? ConnectNames.EnumDocDiscarding : ConnectNames.EnumDocPrefix + schema.Name, doc);
            }

            if (!settings.DiscardTypeDocDefault && schema.Default is not null)
            {
                builder.Parameter(ConnectNames.EnumDefaultPrefix + schema.Name, schema.Default);
            }
        }

        var parameter = settings.GeneralizedSumTypes ? ConnectNames.GeneralizedEnum : ConnectNames.Enum;
        builder.Parameter(parameter, schema.Fullname);
        for (var i = 0; i < schema.Symbols.Count; i++)
        {
            var symbol = schema.Symbols[i];
            builder.Parameter(parameter + "." + symbol, settings.GeneralizedSumTypes ? i.ToString(CultureInfo.InvariantCulture) : symbol);
        }
    }
}
