using System.Runtime.InteropServices;
using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>Keeps the strings of names that come again and again in data without schema. Of bounded size: a new name takes an old one's place.</summary>
internal sealed class NameCache
{
    private const int Size = 256;
    private const int Longest = 48;

    private readonly (byte[]? Utf8, string Name)[] entries = new (byte[]?, string)[Size];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var entry = ref entries[HashOf(utf8) % Size];
        if (entry.Utf8 is null || !utf8.SequenceEqual(entry.Utf8))
        {
            entry = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return entry.Name;
    }

    // Two names that share a place only cost time.
    private static uint HashOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length >= 8)
        {
            var bits = MemoryMarshal.Read<ulong>(utf8) ^ (MemoryMarshal.Read<ulong>(utf8[^8..]) * 31) ^ (uint)utf8.Length;
            return (uint)((bits * 0x9E3779B97F4A7C15) >> 40);
        }

        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = (hash * 31) + b;
        }

        return hash;
    }
}
