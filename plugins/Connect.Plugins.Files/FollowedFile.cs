using Microsoft.Win32.SafeHandles;

namespace Connect.Plugins.Files;

/// <summary>A file that grows while it is read, may be cut, and may be replaced by another of its name.</summary>
internal sealed class FollowedFile : IDisposable
{
    private readonly string path;
    private readonly SafeFileHandle handle;
    private readonly FileIdentity identity;

    private FollowedFile(string path, SafeFileHandle handle)
    {
        this.path = path;
        this.handle = handle;
        identity = FileIdentity.Of(handle, path);
        HasPositions = CanSeek(handle);
    }

    /// <summary>The position of the next byte to read.</summary>
    public long Position { get; set; }

    /// <summary>How long the file is now.</summary>
    public long Length => RandomAccess.GetLength(handle);

    /// <summary>Whether it has positions at all; a pipe or a terminal has none.</summary>
    public bool HasPositions { get; }

    /// <summary>Whether another file has its name now. A name that is free for a moment says nothing yet.</summary>
    public bool IsReplaced => FileIdentity.Of(path) is { } now && now != identity;

    /// <summary>Opens a file; others may go on writing, renaming and removing it.</summary>
    /// <exception cref="IOException">It is not there (<see cref="FileNotFoundException"/>) or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be read.</exception>
    public static FollowedFile Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return new FollowedFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The file as a stream that owns it, for one without positions.</summary>
    public Stream AsStream() => new FileStream(handle, FileAccess.Read, bufferSize: 0);

    /// <summary>Reads on; 0 at the end as of now.</summary>
    public int Read(Span<byte> into)
    {
        var count = RandomAccess.Read(handle, into, Position);
        Position += count;
        return count;
    }

    public void Dispose() => handle.Dispose();

    private static bool CanSeek(SafeFileHandle handle)
    {
        // Not disposed: the handle is not the stream's but ours.
        var probe = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        GC.SuppressFinalize(probe);
        return probe.CanSeek;
    }
}
