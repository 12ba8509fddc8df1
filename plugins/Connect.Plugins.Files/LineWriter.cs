using System.Text;
using Connect.Abi.Data;

namespace Connect.Plugins.Files;

/// <summary>Collects the texts of values as lines of UTF-8 and writes them in large pieces that end with a line.</summary>
internal sealed class LineWriter(Stream stream) : IDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly StringBuilder text = new();
    private byte[] buffer = new byte[PieceSize + 1024];
    private int count;

    /// <summary>Adds the text of a value and a line's end.</summary>
    /// <exception cref="IOException">A piece could not be written.</exception>
    public void Write(object? value)
    {
        if (value is string line)
        {
            Append(line);
        }
        else
        {
            text.Clear();
            ConnectText.Append(text, value);
            foreach (var chunk in text.GetChunks())
            {
                Append(chunk.Span);
            }
        }

        EndLine();
        if (count >= PieceSize)
        {
            Flush();
        }
    }

    /// <summary>Adds a line's end.</summary>
    public void EndLine()
    {
        Reserve(1);
        buffer[count++] = (byte)'\n';
    }

    /// <summary>Hands all that was added to the operating system.</summary>
    /// <exception cref="IOException">It could not be written; it is dropped, since its records come again.</exception>
    public void Flush()
    {
        var pending = count;
        count = 0;
        if (pending > 0)
        {
            stream.Write(buffer, 0, pending);
        }

        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    private void Append(ReadOnlySpan<char> chars)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(chars.Length));
        count += Encoding.UTF8.GetBytes(chars, buffer.AsSpan(count));
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - count < bytes)
        {
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, checked(count + bytes + 1)));
        }
    }
}
