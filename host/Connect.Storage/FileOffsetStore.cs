using Connect.Abi.Errors;
using Connect.Storage.Offsets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Storage;

/// <summary>
/// Offsets in a file in the format of the Java worker's <c>offset.storage.file.filename</c>: either worker goes on where the other
/// stopped. Each write replaces the file as a whole and is on the disk when it completes, so that a crash at any moment leaves the
/// old file or the new one. What is asked for while a write goes on is written together by the next, so that many tasks wait for few
/// writes. Thread-safe; one process a file.
/// </summary>
public sealed partial class FileOffsetStore : IOffsetBackingStore
{
    private readonly string path;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private OffsetTable table;
    private PendingWrite? pending;
    private Task writing = Task.CompletedTask;
    private bool isWriting;

    /// <summary>Makes one; the file is read by <see cref="StartAsync"/>.</summary>
    /// <param name="path">The file; its folder has to exist, the file need not.</param>
    /// <param name="loggerFactory">Where keys that can't be understood are reported; null for nowhere.</param>
    public FileOffsetStore(string path, ILoggerFactory? loggerFactory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<FileOffsetStore>();
        table = new OffsetTable(logger);
    }

    /// <inheritdoc/>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        var entries = await LoadAsync(cancellationToken);
        var loaded = new OffsetTable(logger);
        loaded.Load(entries);
        lock (gate)
        {
            table = loaded;
        }

        Log.Started(logger, path, entries.Count);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]?>> GetAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        lock (gate)
        {
            return ValueTask.FromResult(table.Get(keys));
        }
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(IReadOnlyList<KeyValuePair<byte[], byte[]?>> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        cancellationToken.ThrowIfCancellationRequested();
        PendingWrite joined;
        lock (gate)
        {
            joined = pending ??= new PendingWrite();
            joined.Values.AddRange(values);
            if (!isWriting)
            {
                isWriting = true;
                writing = Task.Run(WritePending, CancellationToken.None);
            }
        }

        // Who gives up leaves it to be written: it is what the next commit would write again.
        await joined.Done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> ConnectorPartitions(string connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        lock (gate)
        {
            return table.Partitions(connector);
        }
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Task last;
        lock (gate)
        {
            last = writing;
        }

        await last.WaitAsync(cancellationToken);
    }

    private void WritePending()
    {
        while (true)
        {
            PendingWrite taken;
            lock (gate)
            {
                if (pending is null)
                {
                    isWriting = false;
                    return;
                }

                taken = pending;
                pending = null;
            }

            try
            {
                // Only this loop replaces the table, so it is read here without the lock.
                var changed = table.Copy();
                changed.Set(taken.Values);
                Save(changed);
                lock (gate)
                {
                    table = changed;
                }

                taken.Done.SetResult();
            }
            catch (Exception error)
            {
                // It belongs to those who wait for this write.
                taken.Done.SetException(error);
            }
        }
    }

    private async ValueTask<IReadOnlyList<KeyValuePair<byte[]?, byte[]?>>> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);

            // The Java worker takes an empty file for a new one.
            return bytes.Length == 0 ? [] : JavaMapReader.Read(bytes);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (DirectoryNotFoundException)
        {
            throw new ConfigException(
                $"The offset file {path} can't be kept: its folder does not exist. "
                + "Create the folder, or set offset.storage.file.filename to another file");
        }
        catch (InvalidDataException e)
        {
            throw new ConfigException(
                $"The offset file {path} can't be read: {e.Message}. Restore it from a copy, set offset.storage.file.filename to "
                + "another file, or remove it to let all source connectors begin anew",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"The offset file {path} (offset.storage.file.filename) can't be read: {e.Message}", e);
        }
    }

    private void Save(OffsetTable content)
    {
        try
        {
            DurableFile.Replace(path, JavaMapWriter.Write(content.Entries));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"The offset file {path} can't be written: {e.Message}", e);
        }
    }

    /// <summary>What the next write is to bring.</summary>
    private sealed class PendingWrite
    {
        public List<KeyValuePair<byte[], byte[]?>> Values { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
