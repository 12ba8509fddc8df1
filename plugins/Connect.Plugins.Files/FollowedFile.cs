namespace Connect.Plugins.Files;

/// <summary>A file that grows while it is read, may be cut, and may be replaced by another of its name.</summary>
internal sealed class FollowedFile : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;
    private readonly FileIdentity identity;

    private FollowedFile(string path, FileStream stream)
    {
        this.path = path;
        this.stream = stream;
        identity = FileIdentity.Of(stream.SafeFileHandle, path);
    }

    /// <summary>The position of the next byte to read.</summary>
    public long Position { get; set; }

    /// <summary>How long the file is now.</summary>
    public long Length => RandomAccess.GetLength(stream.SafeFileHandle);

    /// <summary>Whether it has positions at all; a pipe or a terminal has none.</summary>
    public bool HasPositions => stream.CanSeek;

    /// <summary>Whether another file has its name now. A name that is free for a moment says nothing yet.</summary>
    public bool IsReplaced => FileIdentity.Of(path) is { } now && now != identity;

    /// <summary>Opens a file; others may go on writing, renaming and removing it.</summary>
    /// <exception cref="IOException">It is not there (<see cref="FileNotFoundException"/>) or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be read.</exception>
    public static FollowedFile Open(string path)
    {
        var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return new FollowedFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The file as a stream, for one without positions.</summary>
    public Stream AsStream() => stream;

    /// <summary>Reads on; 0 at the end as of now.</summary>
    public int Read(Span<byte> into)
    {
        var count = RandomAccess.Read(stream.SafeFileHandle, into, Position);
        Position += count;
        return count;
    }

    public void Dispose() => stream.Dispose();
}
