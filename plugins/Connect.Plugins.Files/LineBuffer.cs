using System.Diagnostics.CodeAnalysis;
using System.Text;
using Connect.Abi.Errors;

namespace Connect.Plugins.Files;

/// <summary>Takes bytes and gives lines: those that <c>\n</c>, <c>\r\n</c> or <c>\r</c> ends. Grows to the longest line.</summary>
internal sealed class LineBuffer(int initialSize = 64 * 1024)
{
    private byte[] bytes = new byte[initialSize];
    private int start;
    private int scanned;
    private int end;

    /// <summary>How many bytes of a line that has not ended are held.</summary>
    public int Held => end - start;

    /// <summary>Where bytes can be put; tell how many with <see cref="Added"/>.</summary>
    public Memory<byte> Room()
    {
        if (start == end)
        {
            start = scanned = end = 0;
        }
        else if (end == bytes.Length)
        {
            MakeRoom();
        }

        return bytes.AsMemory(end);
    }

    /// <summary>Says how many bytes were put into <see cref="Room"/>.</summary>
    public void Added(int count) => end += count;

    /// <summary>Takes the next line that has ended.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="consumed">How many bytes it took, with its end.</param>
    public bool TryTake([NotNullWhen(true)] out string? line, out int consumed)
    {
        line = null;
        consumed = 0;
        var at = bytes.AsSpan(scanned, end - scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (at < 0)
        {
            scanned = end;
            return false;
        }

        at += scanned;
        var next = at + 1;
        if (bytes[at] == '\r')
        {
            if (next == end)
            {
                // Whether it is \r or \r\n, the next byte tells.
                scanned = at;
                return false;
            }

            next += bytes[next] == '\n' ? 1 : 0;
        }

        line = Encoding.UTF8.GetString(bytes, start, at - start);
        consumed = next - start;
        start = scanned = next;
        return true;
    }

    /// <summary>Forgets what is held.</summary>
    public void Clear() => start = scanned = end = 0;

    private void MakeRoom()
    {
        if (start == 0)
        {
            if (bytes.Length == Array.MaxLength)
            {
                throw new ConnectException($"A line is longer than {bytes.Length} bytes, which is more than fits into a record");
            }

            Array.Resize(ref bytes, (int)Math.Min(bytes.Length * 2L, Array.MaxLength));
            return;
        }

        Buffer.BlockCopy(bytes, start, bytes, 0, end - start);
        scanned -= start;
        end -= start;
        start = 0;
    }
}
