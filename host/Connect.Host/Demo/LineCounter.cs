using System.Buffers;

namespace Connect.Host.Demo;

/// <summary>Counts the whole lines of a file that grows. Not thread-safe.</summary>
/// <param name="path">The file; it need not be there yet.</param>
internal sealed class LineCounter(string path)
{
    private long position;

    /// <summary>Whole lines seen so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Reads on where it stopped the last time.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return Lines;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, useAsync: true);
            file.Position = position;
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
            {
                position += read;
                Lines += buffer.AsSpan(0, read).Count((byte)'\n');
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Lines;
    }
}
