namespace Connect.Plugins.Files;

/// <summary>
/// A stream whose reads block and can't be given up: a thread of its own reads ahead one block. What was read for a task that has
/// stopped waits for the next one.
/// </summary>
internal sealed class BlockingInput(Stream stream) : IDisposable
{
    private static readonly Lazy<BlockingInput> Shared = new(() => new BlockingInput(StandardStreams.OpenInput()));

    private readonly Lock gate = new();
    private readonly byte[] buffer = new byte[8 * 1024];
    private Task<int>? reading;
    private int start;
    private int end;
    private bool ended;

    /// <summary>The process's standard input; one for all tasks, never closed.</summary>
    public static BlockingInput StandardInput => Shared.Value;

    /// <summary>Takes what is there; 0 for nothing now.</summary>
    /// <exception cref="IOException">The stream failed.</exception>
    public int Read(Span<byte> into)
    {
        lock (gate)
        {
            if (start == end && !ended && reading is { IsCompleted: true } done)
            {
                reading = null;
                start = 0;
                end = done.GetAwaiter().GetResult();
                ended = end == 0;
            }

            if (start == end && !ended)
            {
                reading ??= Task.Factory.StartNew(
                    () => stream.Read(buffer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                return 0;
            }

            var count = Math.Min(into.Length, end - start);
            buffer.AsSpan(start, count).CopyTo(into);
            start += count;
            return count;
        }
    }

    public void Dispose() => stream.Dispose();
}
