using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Json.Plans;
using Connect.Converters.Json.Text;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes Connect data as JSON.</summary>
internal sealed class DataWriter(JsonOutput output, bool numericDecimals, bool replaceNullWithDefault)
{
    // As deep as Jackson writes, and well within a thread's stack.
    private const int MaxDepth = 1000;

    private readonly SchemalessWriter schemaless = new(output, MaxDepth);

    /// <summary>Writes a value.</summary>
    /// <param name="plan">Its schema's plan; null for schemaless data.</param>
    /// <param name="value">The value.</param>
    /// <param name="depth">In how many structs and collections it is.</param>
    public void Write(SchemaPlan? plan, object? value, int depth)
    {
        if (plan is null)
        {
            schemaless.Write(value, depth);
            return;
        }

        value ??= InsteadOfNull(plan, null);
        if (value is null)
        {
            output.Null();
            return;
        }

        switch (plan.Kind)
        {
            case ValueKind.Int8 when value is sbyte number:
                output.Int64(number);
                break;
            case ValueKind.Int16 when value is short number:
                output.Int64(number);
                break;
            case ValueKind.Int32 when value is int number:
                output.Int64(number);
                break;
            case ValueKind.Int64 when value is long number:
                output.Int64(number);
                break;
            case ValueKind.Float32 when value is float number:
                output.Float32(number);
                break;
            case ValueKind.Float64 when value is double number:
                output.Float64(number);
                break;
            case ValueKind.Boolean when value is bool flag:
                output.Boolean(flag);
                break;
            case ValueKind.String when value is string text:
                output.String(text);
                break;
            case ValueKind.Bytes when value is byte[] bytes:
                output.Base64(bytes);
                break;
            case ValueKind.Bytes when value is ReadOnlyMemory<byte> bytes:
                output.Base64(bytes.Span);
                break;
            case ValueKind.Array when value is IReadOnlyList<object?> list:
                WriteList(plan, list, Deeper(depth));
                break;
            case ValueKind.Map when ConnectMap.From(value) is { } map:
                WriteMap(plan, map, Deeper(depth));
                break;
            case ValueKind.Struct when value is Struct structure:
                WriteStruct(plan, structure, Deeper(depth));
                break;
            case ValueKind.Decimal when value is BigDecimal number:
                WriteDecimal(plan.Schema, number);
                break;
            case ValueKind.Date when value is EpochMillis time:
                output.Int64(Date.FromLogical(plan.Schema, time));
                break;
            case ValueKind.Time when value is EpochMillis time:
                output.Int64(Time.FromLogical(plan.Schema, time));
                break;
            case ValueKind.Timestamp when value is EpochMillis time:
                output.Int64(time.Value);
                break;
            default:
                throw new DataException($"Invalid type for {plan.Schema}: {value.GetType()}");
        }
    }

    private static int Deeper(int depth) => depth < MaxDepth
        ? depth + 1
        : throw new DataException($"The data is nested more than {MaxDepth} levels deep, which no JSON reader of Connect takes");

    private void WriteStruct(SchemaPlan plan, Struct value, int depth)
    {
        if (!ReferenceEquals(value.Schema, plan.Schema) && !value.Schema.Equals(plan.Schema))
        {
            throw new DataException($"Mismatching schema: the struct has {value.Schema}, expected is {plan.Schema}");
        }

        output.Byte((byte)'{');
        var fields = plan.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            output.Raw(i == 0 ? field.Head.AsSpan(1) : field.Head);
            WriteField(field, value, depth);
        }

        output.Byte((byte)'}');
    }

    private void WriteField(FieldPlan plan, Struct structure, int depth)
    {
        var field = plan.Field;
        if (structure.IsNull(field))
        {
            Write(plan.Plan, InsteadOfNull(plan.Plan, field), depth);
            return;
        }

        switch (plan.Plan.Kind)
        {
            case ValueKind.Int8:
                output.Int64(structure.Get<sbyte>(field));
                break;
            case ValueKind.Int16:
                output.Int64(structure.Get<short>(field));
                break;
            case ValueKind.Int32:
                output.Int64(structure.Get<int>(field));
                break;
            case ValueKind.Int64:
                output.Int64(structure.Get<long>(field));
                break;
            case ValueKind.Float32:
                output.Float32(structure.Get<float>(field));
                break;
            case ValueKind.Float64:
                output.Float64(structure.Get<double>(field));
                break;
            case ValueKind.Boolean:
                output.Boolean(structure.Get<bool>(field));
                break;
            case ValueKind.String:
                output.String(structure.Get<string>(field));
                break;
            case ValueKind.Timestamp:
                output.Int64(structure.Get<EpochMillis>(field).Value);
                break;
            case ValueKind.Date:
                output.Int64(Date.FromLogical(field.Schema, structure.Get<EpochMillis>(field)));
                break;
            case ValueKind.Time:
                output.Int64(Time.FromLogical(field.Schema, structure.Get<EpochMillis>(field)));
                break;
            default:
                Write(plan.Plan, structure.GetWithoutDefault(field), depth);
                break;
        }
    }

    private void WriteList(SchemaPlan plan, IReadOnlyList<object?> list, int depth)
    {
        output.Byte((byte)'[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
            {
                output.Byte((byte)',');
            }

            Write(plan.Value, list[i], depth);
        }

        output.Byte((byte)']');
    }

    private void WriteMap(SchemaPlan plan, ConnectMap map, int depth)
    {
        if (plan.HasTextKeys)
        {
            WriteObject(plan, map.ContainsKey(null) ? Merged(plan.Key!, map) : map, depth);
            return;
        }

        var first = true;
        output.Byte((byte)'[');
        foreach (var (key, value) in map)
        {
            output.Raw(first ? "["u8 : ",["u8);
            first = false;
            Write(plan.Key, key, Deeper(depth));
            output.Byte((byte)',');
            Write(plan.Value, value, Deeper(depth));
            output.Byte((byte)']');
        }

        output.Byte((byte)']');
    }

    private void WriteObject(SchemaPlan plan, ConnectMap map, int depth)
    {
        var first = true;
        output.Byte((byte)'{');
        foreach (var (key, value) in map)
        {
            if (!first)
            {
                output.Byte((byte)',');
            }

            first = false;
            output.String(TextOf(plan.Key!, key));
            output.Byte((byte)':');
            Write(plan.Value, value, depth);
        }

        output.Byte((byte)'}');
    }

    // A null key is written as a text, which may be another key's: then the last value counts.
    private ConnectMap Merged(SchemaPlan keys, ConnectMap map)
    {
        var merged = new ConnectMap(map.Count);
        foreach (var (key, value) in map)
        {
            merged[key ?? TextOf(keys, null)] = value;
        }

        return merged;
    }

    private string TextOf(SchemaPlan plan, object? key)
    {
        if (key is string text && plan.Kind == ValueKind.String)
        {
            return text;
        }

        key ??= InsteadOfNull(plan, null);
        return (plan.Kind, key) switch
        {
            (_, null) => "null",
            (ValueKind.String, string own) => own,
            (ValueKind.Decimal, BigDecimal number) when numericDecimals => number.ToString(),
            (ValueKind.Decimal, BigDecimal number) => Convert.ToBase64String(Abi.Data.Decimal.FromLogical(plan.Schema, number)),
            (ValueKind.Date, EpochMillis time) => Number(Date.FromLogical(plan.Schema, time)),
            (ValueKind.Time, EpochMillis time) => Number(Time.FromLogical(plan.Schema, time)),
            (ValueKind.Timestamp, EpochMillis time) => Number(time.Value),
            _ => throw new DataException($"Invalid type for a map's key of {plan.Schema}: {key.GetType()}"),
        };

        static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private void WriteDecimal(Schema schema, BigDecimal number)
    {
        if (numericDecimals)
        {
            output.Ascii(number.ToString());
        }
        else
        {
            output.Base64(Abi.Data.Decimal.FromLogical(schema, number));
        }
    }

    private object? InsteadOfNull(SchemaPlan plan, Field? field)
    {
        var schema = plan.Schema;
        if (schema.DefaultValue is { } standard && replaceNullWithDefault)
        {
            return standard;
        }

        if (schema.IsOptional)
        {
            return null;
        }

        var what = field is null ? $"a value of {schema}" : $"the field '{field.Name}' of {schema}";
        throw new DataException(schema.DefaultValue is null
            ? $"Conversion error: null for {what}, which is required and has no default"
            : $"Conversion error: null for {what}, which is required; its default is not used since replace.null.with.default=false");
    }
}
