using System.Numerics;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// Reads a text as the value that it looks like, step by step as Java does, down to its habits: text after a closing bracket is
/// passed over, blanks between quotes are lost. A text that fails as a list or map, also by its depth, is a string; no exception is made
/// for that.
/// </summary>
internal sealed class ValueParser
{
    private static readonly SchemaAndValue True = new(Schema.Boolean, true);
    private static readonly SchemaAndValue False = new(Schema.Boolean, false);

    private readonly ValueTokenizer tokens;
    private int depth;

    private ValueParser(string text) => tokens = new(text);

    public static SchemaAndValue Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        if (text.Length == 0 || IsPlainStart(text[0]))
        {
            return new(Schema.String, text);
        }

        // Cannot fail when nothing is around the value.
        new ValueParser(text).TryParse(embedded: false, out var result);
        return result;
    }

    // What starts so is a string, whatever follows.
    private static bool IsPlainStart(char c) =>
        c > ' ' && c is not ('[' or '{' or '+' or '-' or 'n' or 't' or 'f') && !char.IsDigit(c);

    private bool TryParse(bool embedded, out SchemaAndValue result)
    {
        result = default;
        if (!tokens.HasNext)
        {
            return true;
        }

        if (embedded && tokens.TryTake("\""))
        {
            result = ParseQuoted();
            return true;
        }

        if (TryTakeLiteral("null", embedded))
        {
            return true;
        }

        if (TryTakeLiteral("true", embedded))
        {
            result = True;
            return true;
        }

        if (TryTakeLiteral("false", embedded))
        {
            result = False;
            return true;
        }

        var start = tokens.Mark();
        if (tokens.TryTake("["))
        {
            if (TryParseNested(isList: true, out result))
            {
                return true;
            }

            tokens.RewindTo(start);
        }
        else if (tokens.TryTake("{"))
        {
            if (TryParseNested(isList: false, out result))
            {
                return true;
            }

            tokens.RewindTo(start);
        }

        var token = tokens.Next();
        var trimmed = ValueTokenizer.Trim(token);
        if (trimmed.IsEmpty)
        {
            result = new(Schema.String, token);
            return true;
        }

        return TryParseToken(trimmed.Length == token.Length ? token : trimmed.ToString(), embedded, out result);
    }

    private bool TryParseNested(bool isList, out SchemaAndValue result)
    {
        result = default;
        if (depth == Nesting.Most)
        {
            return false;
        }

        depth++;
        var parsed = isList ? TryParseList(out result) : TryParseMap(out result);
        depth--;
        return parsed;
    }

    // A literal followed by anything is a string where it is not an element.
    private bool TryTakeLiteral(string literal, bool embedded)
    {
        var start = tokens.Mark();
        if (tokens.TryTake(literal) && (embedded || !tokens.HasNext))
        {
            return true;
        }

        tokens.RewindTo(start);
        return false;
    }

    private bool TryParseToken(string token, bool embedded, out SchemaAndValue result)
    {
        var digit = char.IsDigit(token[0]);
        if ((digit && TryParseTemporalOfTokens(token, out result))
            || ((digit || token[0] is '+' or '-') && TryParseNumber(token, out result)))
        {
            return true;
        }

        result = embedded ? default : new(Schema.String, tokens.Original);
        return !embedded;
    }

    private SchemaAndValue ParseQuoted()
    {
        var parts = new StringBuilder();
        while (tokens.HasNext && !tokens.TryTake("\""))
        {
            parts.Append(tokens.Next());
        }

        var content = parts.ToString();
        return TemporalText.TryParse(content, out var temporal) ? temporal : new(Schema.String, content);
    }

    // Colons cut a time or timestamp into five tokens.
    private bool TryParseTemporalOfTokens(string token, out SchemaAndValue result)
    {
        var start = tokens.Mark();
        if (tokens.Next(4) is { } rest && TemporalText.TryParse(token + rest, out result))
        {
            return true;
        }

        tokens.RewindTo(start);
        return TemporalText.TryParse(token, out result);
    }

    private bool TryParseList(out SchemaAndValue result)
    {
        result = default;
        var elements = new List<object?>();
        var common = default(CommonSchema);
        while (tokens.HasNext)
        {
            if (tokens.TryTake("]"))
            {
                result = common.Schema is { } element
                    ? new(SchemaBuilder.Array(element).Build(), elements)
                    : new(SchemaBuilder.Of(SchemaType.Array).Build(), elements);
                return common.Schema is null || TryAlign(common.Schema, elements);
            }

            if (tokens.TryTake(",") || !TryParse(embedded: true, out var parsed))
            {
                return false;
            }

            common.Merge(parsed.Schema);
            elements.Add(parsed.Value);
            var end = tokens.Mark();
            if (tokens.TryTake("]"))
            {
                tokens.RewindTo(end);
            }
            else if (!tokens.TryTake(","))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryParseMap(out SchemaAndValue result)
    {
        result = default;
        var entries = new ConnectMap();
        var commonKey = default(CommonSchema);
        var commonValue = default(CommonSchema);
        while (tokens.HasNext)
        {
            if (tokens.TryTake("}"))
            {
                return TryFinish(entries, commonKey.Schema, commonValue.Schema, out result);
            }

            if (tokens.TryTake(",")
                || !TryParse(embedded: true, out var key)
                || key.Value is null
                || !tokens.TryTake(":")
                || !TryParse(embedded: true, out var value))
            {
                return false;
            }

            entries[key.Value] = value.Value;
            tokens.TryTake(",");
            commonKey.Merge(key.Schema);
            commonValue.Merge(value.Schema);
        }

        return false;
    }

    private static bool TryFinish(ConnectMap entries, Schema? key, Schema? value, out SchemaAndValue result)
    {
        if (key is null)
        {
            result = new(SchemaBuilder.Of(SchemaType.Map).Build(), entries);
            return true;
        }

        var keys = entries.Keys.ToList();
        var values = entries.Values.ToList();
        if (!TryAlign(key, keys) || (value is not null && !TryAlign(value, values)))
        {
            result = default;
            return false;
        }

        var aligned = new ConnectMap(keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            aligned[keys[i]] = values[i];
        }

        result = new(SchemaBuilder.MapOfUnknown(key, value).Build(), aligned);
        return true;
    }

    private static bool TryAlign(Schema schema, List<object?> elements)
    {
        if (elements.Contains(null))
        {
            return false;
        }

        try
        {
            for (var i = 0; i < elements.Count; i++)
            {
                elements[i] = ValueConverter.To(schema, elements[i]);
            }

            return true;
        }
        catch (DataException)
        {
            // Rare: one type with and without a logical name, such as a date before a plain number. Then it is a string.
            return false;
        }
    }

    private static bool TryParseNumber(string token, out SchemaAndValue result)
    {
        result = default;
        if (!BigDecimal.TryParse(token, out var number))
        {
            return false;
        }

        if (TryToWhole(number, out var whole))
        {
            result = whole switch
            {
                >= sbyte.MinValue and <= sbyte.MaxValue => new(Schema.Int8, (sbyte)whole),
                >= short.MinValue and <= short.MaxValue => new(Schema.Int16, (short)whole),
                >= int.MinValue and <= int.MaxValue => new(Schema.Int32, (int)whole),
                _ => new(Schema.Int64, whole),
            };
            return true;
        }

        if (number.Scale != 0 && number.ToSingle() is var single && float.IsFinite(single))
        {
            result = new(Schema.Float32, single);
        }
        else if (number.Scale != 0 && number.ToDouble() is var wide && double.IsFinite(wide))
        {
            result = new(Schema.Float64, wide);
        }
        else
        {
            result = new(Decimal.Schema(number.Scale), number);
        }

        return true;
    }

    // Whether the number is whole and fits; told by its size first, since an exponent can stand for gigabytes of digits.
    private static bool TryToWhole(BigDecimal number, out long whole)
    {
        whole = 0;
        if (number.Unscaled.IsZero)
        {
            return true;
        }

        var places = (long)number.Precision - number.Scale;
        if (places is <= 0 or > 19)
        {
            return false;
        }

        var integer = number.ToBigInteger();
        if ((number.Scale > 0 && integer * BigInteger.Pow(10, number.Scale) != number.Unscaled)
            || integer < long.MinValue
            || integer > long.MaxValue)
        {
            return false;
        }

        whole = (long)integer;
        return true;
    }

    private struct CommonSchema
    {
        private bool incompatible;

        public Schema? Schema { get; private set; }

        public void Merge(Schema? next)
        {
            if (next is null || incompatible)
            {
                return;
            }

            Schema = Schema is null ? next : SchemaInference.Common(Schema, next);
            incompatible = Schema is null;
        }
    }
}
