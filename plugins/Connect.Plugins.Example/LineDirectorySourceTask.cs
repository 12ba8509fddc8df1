using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sources;

namespace Connect.Plugins.Example;

/// <summary>Reads the lines of a group of files, one file after the other, and goes on where it stopped.</summary>
public sealed class LineDirectorySourceTask : SourceTask
{
    private const string FileField = "file";
    private const string PositionField = "position";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<OpenFile> files = [];
    private LineDirectorySourceConfig? config;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        config = new LineDirectorySourceConfig(settings);
        var partitions = config.Files.Select(f => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?> { [FileField] = f }).ToArray();
        foreach (var (partition, offset) in await Context!.OffsetStorageReader.OffsetsAsync(partitions, cancellationToken).ConfigureAwait(false))
        {
            var position = offset is not null && offset.TryGetValue(PositionField, out var kept) && kept is long bytes ? bytes : 0;
            files.Add(new OpenFile(partition, (string)partition[FileField]!, position));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        var records = new List<SourceRecord>(config!.BatchSize);
        foreach (var file in files)
        {
            while (records.Count < config.BatchSize && file.TryReadLine(out var line))
            {
                var offset = new Dictionary<string, object?> { [PositionField] = file.Position };
                records.Add(new SourceRecord(file.Partition, offset, config.Topic, Schema.String, line));
            }
        }

        if (records.Count == 0)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return records;
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        files.ForEach(f => f.Dispose());
        files.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>A file with the position after the last whole line that was read.</summary>
    private sealed class OpenFile : IDisposable
    {
        private readonly FileStream stream;
        private readonly List<byte> line = [];

        public OpenFile(IReadOnlyDictionary<string, object?> partition, string path, long position)
        {
            Partition = partition;
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024);
            Position = stream.Seek(Math.Min(position, stream.Length), SeekOrigin.Begin);
        }

        public IReadOnlyDictionary<string, object?> Partition { get; }

        public long Position { get; private set; }

        /// <summary>Reads a whole line; the beginning of one that is not ended yet is kept for the next time.</summary>
        public bool TryReadLine(out string text)
        {
            for (int next; (next = stream.ReadByte()) >= 0;)
            {
                if (next == '\n')
                {
                    Position += line.Count + 1;
                    text = Encoding.UTF8.GetString(line.ToArray());
                    line.Clear();
                    return true;
                }

                line.Add((byte)next);
            }

            text = string.Empty;
            return false;
        }

        public void Dispose() => stream.Dispose();
    }
}
