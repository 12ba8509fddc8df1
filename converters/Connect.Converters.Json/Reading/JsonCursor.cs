using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// Walks over JSON in UTF-8, in the dialect that Jackson reads for Java's converter: numbers may begin with zeros, the same name may
/// come twice, lone surrogates may be written as escapes, and what follows the first value does not count.
/// </summary>
internal ref partial struct JsonCursor
{
    // As deep as Jackson reads, and well within a thread's stack.
    private const int MaxDepth = 1000;

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
}
