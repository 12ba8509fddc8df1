using System.Runtime.InteropServices;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// Keeps short texts that values had before: many fields have few different ones, and a text that is found again is not made again.
/// Of bounded size: a new text takes an old one's place. While most are new, it rests.
/// </summary>
internal sealed class TextCache
{
    private const int Size = 512;
    private const int Longest = 64;
    private const int Patience = 256;
    private const int Rest = 8192;

    private readonly string?[] kept = new string?[Size];
    private int patience = Patience;
    private int resting;

    /// <summary>The string of a text.</summary>
    /// <param name="ascii">Its bytes, all of them ASCII.</param>
    public string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length is 0 or > Longest || resting > 0)
        {
            resting -= resting > 0 ? 1 : 0;
            return Encoding.Latin1.GetString(ascii);
        }

        ref var slot = ref kept[HashOf(ascii)];
        if (slot is { } known && Ascii.Equals(ascii, known))
        {
            patience += patience < Patience ? 1 : 0;
            return known;
        }

        if (--patience == 0)
        {
            patience = Patience;
            resting = Rest;
        }

        return slot = Encoding.Latin1.GetString(ascii);
    }

    // Two texts that share a place only cost time.
    private static int HashOf(ReadOnlySpan<byte> ascii)
    {
        var bits = ascii.Length >= sizeof(ulong)
            ? MemoryMarshal.Read<ulong>(ascii) ^ (MemoryMarshal.Read<ulong>(ascii[^sizeof(ulong)..]) * 31)
            : ascii[0] | ((ulong)ascii[ascii.Length / 2] << 16) | ((ulong)ascii[^1] << 32);
        return (int)(((bits ^ (uint)ascii.Length) * 0x9E3779B97F4A7C15) >> 55);
    }
}
