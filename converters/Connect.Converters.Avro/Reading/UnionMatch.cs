using Connect.Abi.Data;
using Connect.Converters.Avro.Mapping;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Reading;

/// <summary>
/// Which field of a union's struct a branch's values go to. Java's converter looks at each value and takes the first field whose type
/// has such values; for a branch that is known beforehand.
/// </summary>
/// <param name="Field">The field; null where values of the branch can't be read.</param>
/// <param name="Refusal">Why they can't; null where they can.</param>
internal readonly record struct UnionMatch(Field? Field, string? Refusal)
{
    /// <summary>Finds the field.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="union">The struct's schema.</param>
    /// <param name="position">The branch's position among those that are not null.</param>
    /// <param name="settings">How to map.</param>
    public static UnionMatch Find(AvroSchema branch, Schema union, int position, AvroDataSettings settings)
    {
        var fields = union.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            if (!Matches(branch, fields[i].Schema, i, i == position, settings))
            {
                continue;
            }

            var name = UnionFields.NameOf(fields[i].Schema, i, settings);
            if (name is null || union.Field(name) is not { } field)
            {
                return new(null, $"{name} is not a field of the struct that stands for the union: it has {string.Join(", ", fields.Select(f => f.Name))}");
            }

            // By number, Java takes the field of another branch where null comes before this one.
            return Takes(field.Schema, fields[i].Schema)
                ? new(field, null)
                : new(null, $"values of the Avro type {branch.Fullname} would go to the field {name} of the struct that stands for the union,"
                    + " which is another branch's: put null last in the union");
        }

        return new(null, $"no field of the struct that stands for the union takes values of the Avro type {branch.Fullname}");
    }

    private static bool Takes(Schema field, Schema matched) =>
        ReferenceEquals(field, matched)
        || (field.Type.IsPrimitive() ? field.Type == matched.Type && LogicalNameOf(field) == LogicalNameOf(matched) : field.Equals(matched));

    private static string? LogicalNameOf(Schema schema) => ConnectSchemas.IsLogical(schema.Name) ? schema.Name : null;

    private static bool Matches(AvroSchema branch, Schema field, int index, bool isOwn, AvroDataSettings settings)
    {
        if (ConnectSchemas.IsEnum(field))
        {
            return branch.Tag == AvroSchema.Type.Enumeration
                && field.Parameters?.GetValueOrDefault(settings.GeneralizedSumTypes ? ConnectNames.GeneralizedEnum : ConnectNames.Enum) == branch.Fullname;
        }

        return field.Type switch
        {
            SchemaType.Int32 => branch.Tag == AvroSchema.Type.Int,
            SchemaType.Int64 => branch.Tag == AvroSchema.Type.Long,
            SchemaType.Float32 => branch.Tag == AvroSchema.Type.Float,
            SchemaType.Float64 => branch.Tag == AvroSchema.Type.Double,
            SchemaType.Boolean => branch.Tag == AvroSchema.Type.Boolean,
            SchemaType.String => branch.Tag == AvroSchema.Type.String,
            SchemaType.Array => branch.Tag == AvroSchema.Type.Array,
            SchemaType.Map => branch.Tag == AvroSchema.Type.Map,
            SchemaType.Bytes when !ConnectSchemas.IsFixed(field) => branch.Tag is AvroSchema.Type.Bytes or AvroSchema.Type.Fixed,
            SchemaType.Bytes => branch.Tag == AvroSchema.Type.Fixed
                && UnionFields.NameOf(branch, index, settings) == UnionFields.NameOf(field, index, settings),
            SchemaType.Struct => isOwn,
            _ => false,
        };
    }
}
