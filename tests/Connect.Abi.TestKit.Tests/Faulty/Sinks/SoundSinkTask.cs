using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;

namespace Connect.Abi.TestKit.Tests.Faulty.Sinks;

/// <summary>Writes values as the lines of a file. Nothing is wrong with it; the faulty ones differ from it in one thing each.</summary>
[NotAPlugin]
internal class SoundSinkTask : SinkTask
{
    protected List<string> Held { get; } = [];

    protected string File { get; private set; } = string.Empty;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        File = settings["file"];
        return ValueTask.CompletedTask;
    }

    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        Held.AddRange(records.Select(TextOf));
        return ValueTask.CompletedTask;
    }

    public override ValueTask FlushAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> currentOffsets, CancellationToken cancellationToken)
    {
        Write();
        return ValueTask.CompletedTask;
    }

    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        Write();
        return ValueTask.CompletedTask;
    }

    protected virtual string TextOf(SinkRecord record) => record.Value switch
    {
        null => "null",
        string text => text,
        var other => throw new DataException($"The value is a {other.GetType()}; this sink writes strings"),
    };

    protected void Write()
    {
        if (Held.Count > 0)
        {
            System.IO.File.AppendAllLines(File, Held);
            Held.Clear();
        }
    }
}
