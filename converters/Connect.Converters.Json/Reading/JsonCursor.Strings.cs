using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Strings.</summary>
internal ref partial struct JsonCursor
{
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
