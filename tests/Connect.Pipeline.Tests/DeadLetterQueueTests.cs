using Connect.Abi.Errors;
using Connect.Broker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Pipeline.Tests;

public sealed class DeadLetterQueueTests
{
    private static readonly DeadLetterQueueOptions Options = new("dlq", 1, ContextHeaders: true, "c", 2) { Hide = text => text.Replace("p4ssword", "[hidden]", StringComparison.Ordinal) };

    [Fact]
    public async Task Letter_HasTheRawRecordItsTimeAndContext()
    {
        await using var writer = new RecordingWriter();
        var pipeline = Pipeline(writer, Options);

        pipeline.Process(Make.Consumed("{bad", headers: new LogHeader("orig", Make.Bytes("h"))));

        var letter = Assert.Single(writer.Written);
        Assert.Equal(("dlq", "k", "{bad", 1234L), (letter.Topic, Make.Text(letter.Key), Make.Text(letter.Value), letter.Timestamp));
        Assert.Equal(
            [
                ("orig", "h"), ("__connect.errors.topic", "t"), ("__connect.errors.partition", "3"), ("__connect.errors.offset", "7"),
                ("__connect.errors.connector.name", "c"), ("__connect.errors.task.id", "2"), ("__connect.errors.stage", "VALUE_CONVERTER"),
                ("__connect.errors.class.name", "ValueText"),
                ("__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"),
                ("__connect.errors.exception.message", "bad"),
            ],
            letter.Headers!.Take(10).Select(h => (h.Key, Make.Text(h.Value)!)));
        Assert.Equal("__connect.errors.exception.stacktrace", letter.Headers![10].Key);
        Assert.StartsWith("org.apache.kafka.connect.errors.DataException: bad\n\tat ", Make.Text(letter.Headers[10].Value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_OfAnErrorThatTellsASecret_HidesIt()
    {
        await using var writer = new RecordingWriter();
        var letters = new DeadLetterQueue(Options, writer, NullLogger.Instance, CancellationToken.None);

        letters.Report(new ErrorReport
        {
            Stage = Stage.TaskPut,
            ClassName = "X",
            Error = new ConnectException("no entry with p4ssword", new ConnectException("because of p4ssword")),
            Attempts = 1,
            Consumed = Make.Consumed("v"),
        });

        var headers = Assert.Single(writer.Written).Headers!.ToDictionary(h => h.Key, h => Make.Text(h.Value)!);
        Assert.Equal("no entry with [hidden]", headers["__connect.errors.exception.message"]);
        Assert.Contains("because of [hidden]", headers["__connect.errors.exception.stacktrace"], StringComparison.Ordinal);
        Assert.DoesNotContain(headers.Values, value => value.Contains("p4ssword", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ContextHeaders_Disabled_AreNotThere()
    {
        await using var writer = new RecordingWriter();

        Pipeline(writer, Options with { ContextHeaders = false }).Process(Make.Consumed("{bad"));

        Assert.Empty(Assert.Single(writer.Written).Headers!);
    }

    [Fact]
    public async Task LostLetter_FailsTheFlush_SoThatOffsetsStay()
    {
        await using var writer = new RecordingWriter { Fails = true };
        var letters = new DeadLetterQueue(Options, writer, NullLogger.Instance, CancellationToken.None);
        letters.Report(new ErrorReport
        {
            Stage = Stage.ValueConverter,
            ClassName = "X",
            Error = new DataException("bad"),
            Attempts = 1,
            Consumed = Make.Consumed("v"),
        });

        var error = await Assert.ThrowsAsync<ConnectException>(
            () => letters.FlushAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("dlq", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_ThatIsNotTakenSinceTheTaskStops_EndsTheRecordsWayAsAStopDoes()
    {
        await using var writer = new RecordingWriter { Takes = false };

        Assert.Throws<OperationCanceledException>(() => Pipeline(writer, Options).Process(Make.Consumed("{bad")));
    }

    private static SinkPipeline Pipeline(IRecordWriter writer, DeadLetterQueueOptions options)
    {
        var letters = new DeadLetterQueue(options, writer, NullLogger.Instance, CancellationToken.None);
        return new SinkPipeline(
            Make.Options(_ => throw new DataException("bad"), new ErrorHandling { TolerateAll = true }, letters), keepRaw: false);
    }
}
