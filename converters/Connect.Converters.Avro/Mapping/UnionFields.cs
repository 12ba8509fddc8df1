using Connect.Abi.Data;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Mapping;

/// <summary>The names of the fields of structs that stand for Avro unions.</summary>
internal static class UnionFields
{
    /// <summary>The field of a branch.</summary>
    public static string NameOf(AvroSchema branch, int index, AvroDataSettings settings)
    {
        if (settings.GeneralizedSumTypes)
        {
            return ConnectNames.GeneralizedFieldPrefix + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (branch is not global::Avro.NamedSchema)
        {
            return Schemas.AvroTypeNames.Of(branch.Tag);
        }

        return settings.Enhanced ? branch.Fullname : settings.ScrubInvalidNames ? AvroNames.Scrub(branch.Name) : branch.Name;
    }

    /// <summary>The field that Java's converter puts a branch's value into; null where it has no name for it.</summary>
    public static string? NameOf(Schema field, int index, AvroDataSettings settings)
    {
        if (settings.GeneralizedSumTypes)
        {
            return ConnectNames.GeneralizedFieldPrefix + index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (field.Type == SchemaType.Struct || ConnectSchemas.IsEnum(field) || ConnectSchemas.IsFixed(field))
        {
            return !settings.Enhanced
                ? AvroNames.Split(field.Name, settings.ScrubInvalidNames).Name
                : settings.ScrubInvalidNames ? AvroNames.ScrubFull(field.Name) : field.Name;
        }

        return field.Type switch
        {
            SchemaType.Int32 => "int",
            SchemaType.Int64 => "long",
            SchemaType.Float32 => "float",
            SchemaType.Float64 => "double",
            SchemaType.Boolean => "boolean",
            SchemaType.String => "string",
            SchemaType.Bytes => "bytes",
            SchemaType.Array => "array",
            SchemaType.Map => "map",
            _ => null,
        };
    }
}
