using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// Walks over JSON in UTF-8, in the dialect that Jackson reads for Java's converter: numbers may begin with zeros, the same name may
/// come twice, lone surrogates may be written as escapes, and what follows the first value does not count.
/// </summary>
internal ref struct JsonCursor
{
    // As deep as Jackson reads, and well within a thread's stack.
    private const int MaxDepth = 1000;

    // As long as Jackson reads; longer ones take time that grows with the square of their length.
    private const int MaxNumber = 1000;

    // Of so many digits each number fits into 64 bits.
    private const int SafeDigits = 18;

    // Each number of so many digits, and ten to the power of so many, is exact as a double: their quotient is rounded once.
    private const int ExactDigits = 15;

    // By the first byte of a value; the end where none begins.
    private static readonly JsonToken[] Tokens = TokensByFirstByte();

    private readonly ReadOnlySpan<byte> json;
    private int at;
    private int depth;

    public JsonCursor(ReadOnlySpan<byte> json, int position = 0, int depth = 0)
    {
        this.json = json;
        at = position;
        this.depth = depth;
    }

    /// <summary>The offset of the next byte.</summary>
    public int Position
    {
        readonly get => at;
        set => at = value;
    }

    /// <summary>What the next value is, without reading it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonToken Peek()
    {
        var token = (uint)at < (uint)json.Length ? Tokens[json[at]] : JsonToken.End;
        return token == JsonToken.End ? PeekFarther() : token;
    }

    /// <summary>Steps over the bracket that begins an object or array.</summary>
    public void Enter()
    {
        at++;
        if (++depth > MaxDepth)
        {
            throw Invalid($"it is nested more than {MaxDepth} levels deep");
        }
    }

    /// <summary>Steps to the next member's name or the next element; over the closing bracket where there is none.</summary>
    /// <param name="close">The closing bracket.</param>
    /// <param name="first">Whether nothing was read of the object or array yet.</param>
    /// <returns>Whether there is one.</returns>
    public bool More(byte close, ref bool first)
    {
        var next = NextByte();
        if (next == close)
        {
            at++;
            depth--;
            return false;
        }

        if (!first)
        {
            if (next != ',')
            {
                throw Unexpected();
            }

            at++;
        }

        first = false;
        if (close == '}' && NextByte() != '"')
        {
            throw Unexpected();
        }

        return true;
    }

    /// <summary>Whether the object that the cursor is in ends here.</summary>
    public bool AtClose() => NextByte() == '}';

    /// <summary>Steps to a member's value if that is the next member, its name written like this.</summary>
    /// <param name="head">A comma, the name, a colon; white space may be before the name.</param>
    /// <param name="first">Whether nothing was read of the object yet.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMember(byte[] head, ref bool first)
    {
        // The first one has no comma before it.
        var skipped = first ? 1 : 0;
        if (StartsWith(head, skipped))
        {
            at += head.Length - skipped;
            first = false;
            return true;
        }

        return TrySpacedMember(head, ref first);
    }

    /// <summary>Steps over the bracket that ends the object, if it does.</summary>
    public bool TryLeave()
    {
        if (NextByte() != '}')
        {
            return false;
        }

        at++;
        depth--;
        return true;
    }

    /// <summary>Reads a member's name, without escapes, in UTF-8, and steps over the colon.</summary>
    public ReadOnlySpan<byte> ReadName()
    {
        var name = RawString(out var escaped, out var ascii);
        if (escaped)
        {
            name = Encoding.UTF8.GetBytes(JsonStrings.Unescape(name, at));
        }
        else if (!ascii)
        {
            name = Encoding.UTF8.GetBytes(JsonStrings.Decode(name, at));
        }

        if (NextByte() != ':')
        {
            throw Unexpected();
        }

        at++;
        return name;
    }

    /// <summary>Reads a string.</summary>
    public string ReadString()
    {
        var raw = RawString(out var escaped, out _);
        return escaped ? JsonStrings.Unescape(raw, at) : JsonStrings.Decode(raw, at);
    }

    /// <summary>Reads a string that may have come before.</summary>
    /// <param name="texts">Those that are known.</param>
    public string ReadString(TextCache texts)
    {
        var raw = RawString(out var escaped, out var ascii);
        return escaped ? JsonStrings.Unescape(raw, at) : ascii ? texts.Get(raw) : JsonStrings.Decode(raw, at);
    }

    /// <summary>Reads a string's bytes, without escapes.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        var raw = RawString(out var escaped, out _);
        return escaped ? Encoding.UTF8.GetBytes(JsonStrings.Unescape(raw, at)) : raw;
    }

    /// <summary>Steps over true, false or null.</summary>
    public void SkipLiteral(JsonToken token)
    {
        var literal = token switch
        {
            JsonToken.True => "true"u8,
            JsonToken.False => "false"u8,
            _ => "null"u8,
        };
        if (!json[at..].StartsWith(literal))
        {
            throw Invalid("only null, true and false are written without quotes");
        }

        at += literal.Length;
        if (at < json.Length && (char.IsAsciiLetterOrDigit((char)json[at]) || json[at] is (byte)'_' or (byte)'$' or >= 0x80))
        {
            throw Unexpected();
        }
    }

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

    /// <summary>Steps over a value, and checks that it is one.</summary>
    public void Skip()
    {
        var token = Peek();
        switch (token)
        {
            case JsonToken.End:
                break;
            case JsonToken.String:
                var raw = RawString(out var escaped, out var ascii);
                if (escaped || !ascii)
                {
                    JsonStrings.Unescape(raw, at);
                }

                break;
            case JsonToken.Number:
                ReadNumber();
                break;
            case JsonToken.Object:
                Enter();
                for (var first = true; More((byte)'}', ref first);)
                {
                    ReadName();
                    Skip();
                }

                break;
            case JsonToken.Array:
                Enter();
                for (var first = true; More((byte)']', ref first);)
                {
                    Skip();
                }

                break;
            default:
                SkipLiteral(token);
                break;
        }
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private readonly JsonSyntaxException Invalid(string why) => new($"{why}, at byte {at}");

    private readonly JsonSyntaxException Ended() => Invalid("it ends too early");

    private readonly JsonSyntaxException Unexpected() =>
        at >= json.Length ? Ended() : Invalid(json[at] is > 0x20 and < 0x7F ? $"unexpected '{(char)json[at]}'" : $"unexpected byte 0x{json[at]:X2}");

    private void SkipSpace()
    {
        while (at < json.Length && IsSpace(json[at]))
        {
            at++;
        }
    }

    private byte NextByte()
    {
        if (at < json.Length && json[at] > ' ')
        {
            return json[at];
        }

        SkipSpace();
        return at < json.Length ? json[at] : throw Ended();
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

    // Most heads are short: then two words that overlap are compared.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool StartsWith(byte[] head, int skipped)
    {
        var length = head.Length - skipped;
        if (json.Length - at < length)
        {
            return false;
        }

        ref var left = ref Unsafe.Add(ref MemoryMarshal.GetReference(json), (nint)(uint)at);
        ref var right = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(head), (nint)(uint)skipped);
        if (length is >= sizeof(ulong) and <= 2 * sizeof(ulong))
        {
            var end = (nint)(uint)(length - sizeof(ulong));
            return Unsafe.ReadUnaligned<ulong>(ref left) == Unsafe.ReadUnaligned<ulong>(ref right)
                && Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref left, end)) == Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref right, end));
        }

        return json.Slice(at, length).SequenceEqual(head.AsSpan(skipped));
    }

    private bool TrySpacedMember(ReadOnlySpan<byte> head, ref bool first)
    {
        var before = at;
        if (first || NextByte() == ',')
        {
            at += first ? 0 : 1;
            SkipSpace();
            if (json[at..].StartsWith(head[1..]))
            {
                at += head.Length - 1;
                first = false;
                return true;
            }
        }

        at = before;
        return false;
    }

    private static JsonToken[] TokensByFirstByte()
    {
        var tokens = new JsonToken[256];
        tokens['"'] = JsonToken.String;
        tokens['{'] = JsonToken.Object;
        tokens['['] = JsonToken.Array;
        tokens['-'] = JsonToken.Number;
        tokens.AsSpan('0', 10).Fill(JsonToken.Number);
        tokens['t'] = JsonToken.True;
        tokens['f'] = JsonToken.False;
        tokens['n'] = JsonToken.Null;
        return tokens;
    }

    private JsonToken PeekFarther()
    {
        SkipSpace();
        if (at == json.Length)
        {
            return depth == 0 ? JsonToken.End : throw Ended();
        }

        return Tokens[json[at]] is var token and not JsonToken.End ? token : throw Unexpected();
    }

    // Steps over a string that begins here; what is between its quotes.
    private ReadOnlySpan<byte> RawString(out bool escaped, out bool ascii)
    {
        escaped = false;
        ascii = true;
        var start = ++at;
        while (true)
        {
            SkipRun(ref ascii);
            if (at == json.Length)
            {
                throw Ended();
            }

            switch (json[at])
            {
                case (byte)'"':
                    return json[start..at++];
                case (byte)'\\' when at + 1 < json.Length:
                    escaped = true;
                    at += 2;
                    break;
                default:
                    throw Unexpected();
            }
        }
    }

    // Steps to a quote, a backslash or a control character.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipRun(ref bool ascii)
    {
        ref var bytes = ref MemoryMarshal.GetReference(json);
        uint high = 0;
        for (; json.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var block = Vector128.LoadUnsafe(ref bytes, (nuint)at);
            var ends = (Vector128.Equals(block, Vector128.Create((byte)'"'))
                | Vector128.Equals(block, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(block, Vector128.Create((byte)' '))).ExtractMostSignificantBits();
            var highInBlock = block.ExtractMostSignificantBits();
            if (ends != 0)
            {
                var run = BitOperations.TrailingZeroCount(ends);
                ascii &= (high | (highInBlock & ((1u << run) - 1))) == 0;
                at += run;
                return;
            }

            high |= highInBlock;
        }

        for (; at < json.Length && json[at] is >= (byte)' ' and not (byte)'"' and not (byte)'\\'; at++)
        {
            high |= json[at] & 0x80u;
        }

        ascii &= high == 0;
    }
}
