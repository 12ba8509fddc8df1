using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;

namespace Acme.Plugin;

/// <summary>Appends each record's value as a line.</summary>
public sealed class LineSinkTask : SinkTask
{
    private string fileName = string.Empty;
    private StreamWriter? writer;

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        fileName = new LineSinkConfig(settings).FileName;
        try
        {
            writer = new StreamWriter(new FileStream(fileName, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"The file {fileName} ({LineSinkConfig.FileConfig}) can't be written: {e.Message}", e);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A batch may come again after a failure or a restart: what is written has to bear that.</summary>
    /// <inheritdoc/>
    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records)
        {
            // A null value is a tombstone: there is nothing to write.
            if (record.Value is not null)
            {
                await writer!.WriteLineAsync(Convert.ToString(record.Value, System.Globalization.CultureInfo.InvariantCulture)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Only what is written for good counts as done: the worker commits the offsets after this.</summary>
    /// <inheritdoc/>
    public override async ValueTask FlushAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken) =>
        await writer!.FlushAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            writer = null;
        }
    }
}
