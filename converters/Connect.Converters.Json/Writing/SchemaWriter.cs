using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes schemas as the schema part of an envelope, members in the order in which Java writes them.</summary>
internal static class SchemaWriter
{
    /// <summary>All of an envelope that comes before its payload.</summary>
    /// <param name="plan">The schema's plan; null for no schema.</param>
    /// <param name="numericDecimals">How defaults that are decimals are written.</param>
    /// <param name="replaceNullWithDefault">Whether defaults take the place of nulls inside of defaults.</param>
    public static byte[] EnvelopeHead(SchemaPlan? plan, bool numericDecimals, bool replaceNullWithDefault)
    {
        var output = new JsonOutput();
        output.Raw("{\"schema\":"u8);
        Write(output, new DataWriter(output, numericDecimals, replaceNullWithDefault), plan, null);
        output.Raw(",\"payload\":"u8);
        return output.Written.ToArray();
    }

    private static void Write(JsonOutput output, DataWriter values, SchemaPlan? plan, string? field)
    {
        if (plan is null)
        {
            output.Null();
            return;
        }

        var schema = plan.Schema;
        if (schema.IsReference)
        {
            throw new DataException($"{schema} is inside of itself, which a schema in JSON can't be: set schemas.enable=false, or use Avro");
        }

        output.Raw("{\"type\":\""u8);
        output.Ascii(NameOf(schema.Type));
        output.Byte((byte)'"');
        switch (schema.Type)
        {
            case SchemaType.Array:
                output.Raw(",\"items\":"u8);
                Write(output, values, plan.Value, null);
                break;
            case SchemaType.Map:
                output.Raw(",\"keys\":"u8);
                Write(output, values, plan.Key, null);
                output.Raw(",\"values\":"u8);
                Write(output, values, plan.Value, null);
                break;
            case SchemaType.Struct:
                output.Raw(",\"fields\":["u8);
                for (var i = 0; i < plan.Fields.Length; i++)
                {
                    if (i > 0)
                    {
                        output.Byte((byte)',');
                    }

                    Write(output, values, plan.Fields[i].Plan, plan.Fields[i].Field.Name);
                }

                output.Byte((byte)']');
                break;
        }

        output.Raw(",\"optional\":"u8);
        output.Boolean(schema.IsOptional);
        WriteText(output, ",\"name\":"u8, schema.Name);
        if (schema.Version is { } version)
        {
            output.Raw(",\"version\":"u8);
            output.Int64(version);
        }

        WriteText(output, ",\"doc\":"u8, schema.Doc);
        if (schema.Parameters is not null)
        {
            output.Raw(",\"parameters\":{"u8);
            var first = true;
            foreach (var (name, value) in schema.Parameters)
            {
                if (!first)
                {
                    output.Byte((byte)',');
                }

                first = false;
                output.String(name);
                output.Byte((byte)':');
                output.String(value);
            }

            output.Byte((byte)'}');
        }

        if (schema.DefaultValue is not null)
        {
            output.Raw(",\"default\":"u8);
            values.Write(plan, schema.DefaultValue, 0);
        }

        WriteText(output, ",\"field\":"u8, field);
        output.Byte((byte)'}');
    }

    private static void WriteText(JsonOutput output, ReadOnlySpan<byte> head, string? text)
    {
        if (text is not null)
        {
            output.Raw(head);
            output.String(text);
        }
    }

    // The JSON names of floats are not Connect's own.
    private static string NameOf(SchemaType type) => type switch
    {
        SchemaType.Float32 => "float",
        SchemaType.Float64 => "double",
        _ => type.ToName(),
    };
}
