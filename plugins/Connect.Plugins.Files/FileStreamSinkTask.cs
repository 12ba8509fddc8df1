using Connect.Abi;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Microsoft.Extensions.Logging;

namespace Connect.Plugins.Files;

/// <summary>Writes the text of each record's value and a line's end; each put hands its lines to the operating system.</summary>
[ContractName("org.apache.kafka.connect.file.FileStreamSinkTask")]
public sealed partial class FileStreamSinkTask : SinkTask
{
    private readonly Stream? givenOutput;
    private string? fileName;
    private LineWriter? writer;

    /// <summary>Makes one, as the host does.</summary>
    public FileStreamSinkTask()
    {
    }

    internal FileStreamSinkTask(Stream standardOutput) => givenOutput = standardOutput;

    private string Target => fileName is null ? "the standard output" : $"file '{fileName}'";

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        fileName = new FileStreamSinkConfig(settings).FileName;
        if (fileName is null)
        {
            writer = new LineWriter(givenOutput ?? StandardStreams.OpenOutput());
            return ValueTask.CompletedTask;
        }

        try
        {
            var torn = AppendedFile.EndsWithinLine(fileName);
            writer = new LineWriter(AppendedFile.Open(fileName));
            if (torn)
            {
                // Else the next record would be glued to what a crash left, and both be unreadable.
                Log.Torn(Context!.LoggerFactory.CreateLogger<FileStreamSinkTask>(), fileName);
                writer.EndLine();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Couldn't find or create {Target}: {e.Message}", e);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < records.Count; i++)
            {
                writer!.Write(records[i].Value);
            }

            if (records.Count > 0)
            {
                writer!.Flush();
            }
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask FlushAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken)
    {
        try
        {
            writer?.Flush();
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            writer?.Flush();
        }
        catch (IOException e)
        {
            throw Failed(e);
        }
        finally
        {
            if (fileName is not null)
            {
                writer?.Dispose();
            }

            writer = null;
        }

        return ValueTask.CompletedTask;
    }

    private ConnectException Failed(IOException e) => new($"Writing to {Target} failed: {e.Message}", e);
}
