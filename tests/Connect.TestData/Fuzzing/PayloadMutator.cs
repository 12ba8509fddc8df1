using System.Buffers.Binary;

namespace Connect.TestData.Fuzzing;

/// <summary>Makes payloads out of nothing, and out of valid ones by changing them in a few places.</summary>
/// <param name="random">Where chance comes from.</param>
/// <param name="valid">Payloads to begin with.</param>
/// <param name="tokens">Pieces that mean something in the format, to be put anywhere.</param>
internal sealed class PayloadMutator(Random random, IReadOnlyList<byte[]> valid, IReadOnlyList<byte[]> tokens)
{
    private const int LongestRandom = 200;
    private const int Longest = 4096;

    private static readonly int[] Ends = [0, 1, -1, int.MaxValue, int.MinValue, short.MaxValue, 0x7F, 0x80, 0xFF];

    private readonly byte[] buffer = new byte[Longest];
    private int length;

    /// <summary>The next payload; it is there until the next one.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (valid.Count == 0 || random.Next(5) == 0)
        {
            length = random.Next(LongestRandom);
            random.NextBytes(buffer.AsSpan(0, length));
            return buffer.AsSpan(0, length);
        }

        length = 0;
        Insert(0, valid[random.Next(valid.Count)]);
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            Change();
        }

        return buffer.AsSpan(0, length);
    }

    private void Change()
    {
        var at = random.Next(length + 1);
        switch (random.Next(9))
        {
            case 0 when at < length:
                buffer[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < length:
                buffer[at] = (byte)random.Next(256);
                break;
            case 2:
                Remove(at, random.Next(1, 9));
                break;
            case 3:
                length = at;
                break;
            case 4:
                Insert(at, buffer.AsSpan(at, Math.Min(length - at, random.Next(1, 33))).ToArray());
                break;
            case 5:
                var other = valid[random.Next(valid.Count)];
                var from = random.Next(other.Length + 1);
                Insert(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(1, 65))));
                break;
            case 6 when at + sizeof(int) <= length:
                BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(at), Ends[random.Next(Ends.Length)]);
                break;
            case 7 when tokens.Count > 0:
                Remove(at, random.Next(4));
                Insert(at, tokens[random.Next(tokens.Count)]);
                break;
            default:
                Insert(at, [(byte)random.Next(256)]);
                break;
        }
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, length - at);
        buffer.AsSpan(at + count, length - at - count).CopyTo(buffer.AsSpan(at));
        length -= count;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Longest - length);
        buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + count));
        bytes[..count].CopyTo(buffer.AsSpan(at));
        length += count;
    }
}
