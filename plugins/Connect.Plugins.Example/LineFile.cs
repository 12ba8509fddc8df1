using System.Text;
using Connect.Abi.Errors;

namespace Connect.Plugins.Example;

/// <summary>A line of a file.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="Next">Where the next line begins, in bytes.</param>
internal readonly record struct Line(string Text, long Next);

/// <summary>A file of lines and how far it was read. A last line without an end is left until its end is written.</summary>
internal sealed class LineFile(string path, long position)
{
    private const int BlockSize = 64 * 1024;
    private const int LongestLine = 64 * 1024 * 1024;

    private byte[] block = [];

    public string Path { get; } = path;

    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The source partition; one object for all records of the file.</summary>
    public IReadOnlyDictionary<string, object?> Partition { get; } =
        new Dictionary<string, object?> { [LineDirectorySourceTask.FileField] = System.IO.Path.GetFileName(path) };

    public long Position { get; private set; } = position;

    /// <summary>Goes to the start of a file that is shorter than its position; says whether it did.</summary>
    public bool BeginAgainIfShorter()
    {
        var info = new FileInfo(Path);
        if (!info.Exists || info.Length >= Position)
        {
            return false;
        }

        Position = 0;
        return true;
    }

    /// <summary>Reads on; empty where no further line has ended.</summary>
    /// <param name="most">The most lines to read.</param>
    /// <exception cref="FileNotFoundException">The file is gone.</exception>
    public List<Line> ReadLines(int most)
    {
        var lines = new List<Line>();
        using var handle = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(handle) <= Position)
        {
            return lines;
        }

        var size = BlockSize;
        while (true)
        {
            if (block.Length < size)
            {
                block = new byte[size];
            }

            var count = RandomAccess.Read(handle, block, Position);
            Split(block.AsSpan(0, count), most, lines);
            if (lines.Count > 0 || count < block.Length)
            {
                return lines;
            }

            // One line fills the whole block: read it again with more room.
            if (size >= LongestLine)
            {
                throw new ConnectException($"The file {Path} has a line of more than {LongestLine} bytes at position {Position}");
            }

            size *= 2;
        }
    }

    private void Split(ReadOnlySpan<byte> bytes, int most, List<Line> lines)
    {
        while (lines.Count < most)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                return;
            }

            var text = bytes[..end];
            if (text.EndsWith((byte)'\r'))
            {
                text = text[..^1];
            }

            Position += end + 1;
            lines.Add(new Line(Encoding.UTF8.GetString(text), Position));
            bytes = bytes[(end + 1)..];
        }
    }
}
