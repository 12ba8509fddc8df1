using System.Text;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads strings, and bytes that are to be strings. A short text that came before is not made again.</summary>
internal sealed class StringReader : ValueReader
{
    // Fields often have few different values; with many, a look at one of so many texts is all that is lost.
    private const int Slots = 16;
    private const int LongestKept = 64;

    private readonly string?[] kept = new string?[Slots];

    public override object Read(ref AvroInput input) => Next(ref input);

    /// <summary>Reads a string.</summary>
    public string Next(ref AvroInput input)
    {
        var bytes = input.ReadBytes();
        if (bytes.Length is 0 or > LongestKept)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ref var slot = ref kept[((bytes.Length * 5) + bytes[0] + (bytes[^1] * 3)) & (Slots - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(bytes, known))
        {
            return known;
        }

        return slot = Encoding.UTF8.GetString(bytes);
    }
}
