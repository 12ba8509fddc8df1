using Connect.Abi;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Microsoft.Extensions.Logging;

namespace Connect.Plugins.Files;

/// <summary>
/// Reads a file line by line, waits for more at its end, and begins again where the file was cut or replaced. A last line without an
/// end is held back until its end is written.
/// </summary>
[ContractName("org.apache.kafka.connect.file.FileStreamSourceTask")]
public sealed partial class FileStreamSourceTask : SourceTask
{
    internal const string FilenameField = "filename";
    internal const string PositionField = "position";

    private static readonly Dictionary<string, object?> NoPosition = new() { [PositionField] = null };
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);

    private readonly TimeProvider time;
    private readonly BlockingInput? givenInput;
    private readonly LineBuffer lines = new();
    private Dictionary<string, object?> partition = [];
    private ILogger? logger;
    private string? fileName;
    private string topic = string.Empty;
    private int maxBatch;
    private BlockingInput? input;
    private volatile FollowedFile? file;
    private volatile bool stopped;
    private bool missingReported;
    private long position;
    private TimeSpan wait = ShortestWait;

    /// <summary>Makes one, as the host does.</summary>
    public FileStreamSourceTask()
        : this(TimeProvider.System, null)
    {
    }

    internal FileStreamSourceTask(TimeProvider time, BlockingInput? standardInput)
    {
        this.time = time;
        givenInput = standardInput;
    }

    private ILogger Logger => logger ??= Context!.LoggerFactory.CreateLogger<FileStreamSourceTask>();

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var config = new FileStreamSourceConfig(settings);
        fileName = config.FileName;
        topic = config.TopicName;
        maxBatch = config.MaxBatch;
        partition = new() { [FilenameField] = fileName };
        input = fileName is null ? givenInput ?? BlockingInput.StandardInput : null;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested && !stopped)
        {
            var ready = input is not null || file is not null || await OpenAsync(cancellationToken).ConfigureAwait(false);
            if (ready && TakeBatch() is { } records)
            {
                wait = ShortestWait;
                return records;
            }

            if (ready && input is null && BeginAgainIfChanged())
            {
                continue;
            }

            if (time.GetElapsedTime(began) >= LongestPoll)
            {
                break;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        return null;
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        stopped = true;
        file?.Dispose();
        if (fileName is not null)
        {
            input?.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private List<SourceRecord>? TakeBatch()
    {
        List<SourceRecord>? records = null;
        long now = 0;
        while (true)
        {
            while (lines.TryTake(out var line, out var consumed))
            {
                if (records is null)
                {
                    records = new List<SourceRecord>(Math.Min(maxBatch, 2000));
                    now = time.GetUtcNow().ToUnixTimeMilliseconds();
                }

                position += consumed;
                IReadOnlyDictionary<string, object?> offset = input is null ? new FilePosition(position) : NoPosition;
                records.Add(new SourceRecord(partition, offset, topic, null, null, null, Schema.String, line, now));
                if (records.Count >= maxBatch)
                {
                    return records;
                }
            }

            if (ReadMore() == 0)
            {
                return records;
            }
        }
    }

    private int ReadMore()
    {
        var room = lines.Room().Span;
        try
        {
            var count = input is null ? file!.Read(room) : input.Read(room);
            lines.Added(count);
            return count;
        }
        catch (ObjectDisposedException) when (stopped)
        {
            // Stopping closes the file under a running poll.
            return 0;
        }
        catch (IOException e)
        {
            throw new ConnectException($"Reading {fileName ?? "the standard input"} failed: {e.Message}", e);
        }
    }

    private async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        var opened = TryOpen();
        if (opened is null)
        {
            return false;
        }

        if (!opened.HasPositions)
        {
            input = new BlockingInput(opened.AsStream());
            return true;
        }

        try
        {
            var offset = await Context!.OffsetStorageReader.OffsetAsync(partition, cancellationToken).ConfigureAwait(false);
            var stored = offset?.GetValueOrDefault(PositionField);
            position = stored switch
            {
                null => 0,
                long and >= 0 => (long)stored,
                _ => throw new ConnectException(
                    $"The stored offset of {fileName} has the {PositionField} {stored} ({stored.GetType().Name}), where a number of "
                    + "bytes that is not negative is expected; reset or alter the connector's offsets"),
            };
            if (opened.Length < position)
            {
                Log.Shorter(Logger, fileName!, opened.Length, position);
                position = 0;
            }
        }
        catch
        {
            opened.Dispose();
            throw;
        }

        opened.Position = position;
        Publish(opened);
        return true;
    }

    private FollowedFile? TryOpen()
    {
        try
        {
            var opened = FollowedFile.Open(fileName!);
            missingReported = false;
            return opened;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            if (!missingReported)
            {
                missingReported = true;
                Log.Missing(Logger, fileName!);
            }

            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ConnectException(
                Directory.Exists(fileName)
                    ? $"{fileName} is a folder; the setting {FileStreamSourceConfig.File} takes a file"
                    : $"The file {fileName} can't be read: the worker's user may not read it",
                e);
        }
        catch (IOException e)
        {
            throw new ConnectException($"The file {fileName} can't be read: {e.Message}", e);
        }
    }

    /// <summary>At the end of what is there: goes to the start where the file was cut or another took its name.</summary>
    private bool BeginAgainIfChanged()
    {
        var current = file!;
        try
        {
            if (current.Length < current.Position)
            {
                Log.Shorter(Logger, fileName!, current.Length, current.Position);
                current.Position = 0;
            }
            else if (current.IsReplaced && TryOpen() is { } next)
            {
                Log.Replaced(Logger, fileName!, position, lines.Held);
                current.Dispose();
                Publish(next);
            }
            else
            {
                return false;
            }
        }
        catch (ObjectDisposedException) when (stopped)
        {
            return false;
        }

        lines.Clear();
        position = 0;
        return true;
    }

    private void Publish(FollowedFile opened)
    {
        file = opened;
        if (stopped)
        {
            // Stopped while it was opened: nobody else will close it.
            opened.Dispose();
        }
    }
}
