using System.Runtime.CompilerServices;

namespace Connect.Converters.Json.Reading;

/// <summary>Numbers.</summary>
internal ref partial struct JsonCursor
{
    // As long as Jackson reads; longer ones take time that grows with the square of their length.
    private const int MaxNumber = 1000;

    // Of so many digits each number fits into 64 bits.
    private const int SafeDigits = 18;

    // Each number of so many digits, and ten to the power of so many, is exact as a double: their quotient is rounded once.
    private const int ExactDigits = 15;

    /// <summary>Reads a number in one go, if it is whole and not unusually long; else it is left to <see cref="ReadNumber"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInt64(out long value)
    {
        var end = json[at] == '-' ? at + 1 : at;
        var start = end;
        long digits = 0;
        for (; end < json.Length && (uint)(json[end] - '0') <= 9; end++)
        {
            digits = unchecked((digits * 10) + (json[end] - '0'));
        }

        value = start == at ? digits : -digits;
        if (end - start is 0 or > SafeDigits || end == json.Length || json[end] == '.' || (json[end] | 0x20) == 'e' || depth == 0)
        {
            return false;
        }

        at = end;
        return true;
    }

    /// <summary>Reads a number with a point in one go, if all its digits fit into a double; else it is left to <see cref="ReadNumber"/>.</summary>
    public bool TryReadFloat64(out double value)
    {
        var negative = json[at] == '-';
        var end = negative ? at + 1 : at;
        var start = end;
        var point = 0;
        long digits = 0;
        for (; end < json.Length; end++)
        {
            var digit = (uint)(json[end] - '0');
            if (digit <= 9)
            {
                digits = unchecked((digits * 10) + digit);
            }
            else if (json[end] == '.' && point == 0 && end > start)
            {
                point = end;
            }
            else
            {
                break;
            }
        }

        // There is no negative zero.
        var places = end - point - 1;
        value = Math.Max(digits, 0) / NumberText.TenTo(Math.Clamp(places, 0, ExactDigits));
        value = negative && digits != 0 ? -value : value;
        if (point == 0 || places == 0 || end - start > ExactDigits + 1 || end == json.Length || json[end] == '.' || (json[end] | 0x20) == 'e' || depth == 0)
        {
            return false;
        }

        at = end;
        return true;
    }

    /// <summary>Reads a number's text.</summary>
    public NumberText ReadNumber()
    {
        var start = at;
        at += json[at] == '-' ? 1 : 0;
        SkipDigits();
        var whole = true;
        if (at < json.Length && json[at] == '.')
        {
            whole = false;
            at++;
            SkipDigits();
        }

        if (at < json.Length && (json[at] | 0x20) == 'e')
        {
            whole = false;
            at++;
            at += at < json.Length && json[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            SkipDigits();
        }

        if (at - start > MaxNumber)
        {
            throw Invalid($"a number has more than {MaxNumber} characters");
        }

        // Elsewhere whatever follows is looked at anyway.
        if (depth == 0 && at < json.Length && !IsSpace(json[at]))
        {
            throw Unexpected();
        }

        return new NumberText(json[start..at], whole);
    }

    private void SkipDigits()
    {
        var start = at;
        while (at < json.Length && (uint)(json[at] - '0') <= 9)
        {
            at++;
        }

        if (at == start)
        {
            throw Unexpected();
        }
    }
}
