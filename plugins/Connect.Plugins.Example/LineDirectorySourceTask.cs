using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Plugins.Example;

/// <summary>Reads the lines of some files in turn, and waits for more when all are at their ends.</summary>
public sealed partial class LineDirectorySourceTask : SourceTask
{
    /// <summary>The source partition is <c>{"file": NAME}</c>.</summary>
    internal const string FileField = "file";

    /// <summary>The source offset is <c>{"position": BYTES}</c>: where the next line begins.</summary>
    internal const string PositionField = "position";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const int ChecksAPoll = 5;

    private readonly TimeProvider time;
    private readonly List<LineFile> files = [];
    private ILogger logger = NullLogger.Instance;
    private string topic = string.Empty;
    private int batchSize;
    private int next;

    /// <summary>Makes one, as the worker does.</summary>
    public LineDirectorySourceTask()
        : this(TimeProvider.System)
    {
    }

    internal LineDirectorySourceTask(TimeProvider time) => this.time = time;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var config = new LineDirectorySourceConfig(settings);
        topic = config.Topic;
        batchSize = config.BatchSize;
        var names = JsonSerializer.Deserialize<string[]>(settings[LineDirectorySourceConnector.TaskFilesConfig])!;

        // All offsets in one question: cheaper than one a file where they lie far away.
        Dictionary<string, object?>[] partitions = [.. names.Select(name => new Dictionary<string, object?> { [FileField] = name })];
        var offsets = await Context!.OffsetStorageReader.OffsetsAsync(partitions, cancellationToken).ConfigureAwait(false);
        logger = Context.LoggerFactory.CreateLogger<LineDirectorySourceTask>();
        for (var i = 0; i < names.Length; i++)
        {
            var stored = offsets[i].Offset?.GetValueOrDefault(PositionField);
            files.Add(new LineFile(Path.Combine(config.Directory, names[i]), stored as long? ?? 0));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        // Comes back about once a second, so that the worker can pause or stop the task.
        for (var check = 0; check < ChecksAPoll; check++)
        {
            if (ReadBatch() is { } records)
            {
                return records;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>Nothing to close: files are open only while they are read.</summary>
    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A batch of the first file, from the one after the last, that has lines: no file keeps the others waiting.</summary>
    private List<SourceRecord>? ReadBatch()
    {
        for (var tried = 0; tried < files.Count; tried++)
        {
            var file = files[next];
            next = (next + 1) % files.Count;
            try
            {
                if (file.BeginAgainIfShorter())
                {
                    Log.Shorter(logger, file.Path);
                }

                var lines = file.ReadLines(batchSize);
                if (lines.Count > 0)
                {
                    return RecordsOf(file, lines);
                }
            }
            catch (FileNotFoundException)
            {
                // Gone since the files were divided; the connector sees it too and has them divided anew.
                continue;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ConnectException($"The file {file.Path} can't be read: {e.Message}", e);
            }
        }

        return null;
    }

    private List<SourceRecord> RecordsOf(LineFile file, List<Line> lines)
    {
        var records = new List<SourceRecord>(lines.Count);
        foreach (var line in lines)
        {
            records.Add(new SourceRecord(
                file.Partition,
                new Dictionary<string, object?>(1) { [PositionField] = line.Next },
                topic,
                partition: null,
                Schema.String,
                file.Name,
                Schema.String,
                line.Text));
        }

        return records;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "File {File} is shorter than what was read of it: it was written anew, and is read from its start")]
        public static partial void Shorter(ILogger logger, string file);
    }
}
