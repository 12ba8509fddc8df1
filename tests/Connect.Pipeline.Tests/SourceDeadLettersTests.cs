using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Pipeline.Tests;

public sealed class SourceDeadLettersTests
{
    private static readonly DeadLetterQueueOptions Options =
        new("dlq", 1, ContextHeaders: true, "c", 2) { Hide = text => text.Replace("p4ssword", "[hidden]", StringComparison.Ordinal) };

    private readonly object mark = new();
    private readonly List<object?> settled = [];
    private readonly List<ConnectException> lost = [];
    private readonly RecordingWriter writer = new();

    [Fact]
    public void Letter_OfATransformationThatFails_HasTheRecordAsPolledAndItsContext()
    {
        var pipeline = Pipeline(steps:
        [
            Step("Move", r => r.NewRecord("moved", null, null, "key", null, "value", null)),
            Step("Cast", _ => throw new DataException("no number")),
        ]);

        Assert.Equal(OutcomeKind.Failed, pipeline.Process(Make.Polled("polled", new Headers().AddString("own", "h")), mark).Kind);

        var letter = Assert.Single(writer.Written);
        Assert.Equal(("dlq", "json:k", "json:polled"), (letter.Topic, Make.Text(letter.Key), Make.Text(letter.Value)));
        Assert.Null(letter.Partition);
        Assert.Equal(
            [
                ("own", "json:h"), ("__connect.errors.topic", "t"), ("__connect.errors.connector.name", "c"), ("__connect.errors.task.id", "2"),
                ("__connect.errors.stage", "TRANSFORMATION"), ("__connect.errors.class.name", "Cast"),
                ("__connect.errors.exception.class.name", "org.apache.kafka.connect.errors.DataException"),
                ("__connect.errors.exception.message", "no number"),
            ],
            letter.Headers!.Take(8).Select(h => (h.Key, Make.Text(h.Value)!)));
        Assert.Equal(
            [
                "__connect.errors.exception.stacktrace", "__connect.errors.source.partition", "__connect.errors.source.offset",
            ],
            letter.Headers!.Skip(8).Select(h => h.Key));
        Assert.Equal("json:file=f", Header("source.partition"));
        Assert.Equal("json:position=5", Header("source.offset"));
        Assert.Equal([mark], settled);
    }

    [Fact]
    public void Letter_OfAConversionThatFails_NamesTheTopicThatTheRecordWasToGoTo()
    {
        var pipeline = Pipeline(_ => throw new DataException("bad"), Step("Move", r => r.NewRecord("moved", null, null, "key", null, "value", null)));

        pipeline.Process(Make.Polled("polled"), mark);

        Assert.Equal("json:polled", Make.Text(Assert.Single(writer.Written).Value));
        Assert.Equal(("moved", "VALUE_CONVERTER", "ValueText"), (Header("topic"), Header("stage"), Header("class.name")));
    }

    [Fact]
    public void Letter_OfARecordThatTheLogRefuses_NamesTheProducer()
    {
        Pipeline().ReportRefused(Make.Polled("polled"), mark, "moved", "TheTask", new ConnectException("too large"));

        Assert.Equal("json:polled", Make.Text(Assert.Single(writer.Written).Value));
        Assert.Equal(
            ("moved", "KAFKA_PRODUCE", "TheTask", "too large"), (Header("topic"), Header("stage"), Header("class.name"), Header("exception.message")));
        Assert.Equal([mark], settled);
    }

    [Fact]
    public void Letter_OfNulls_HasNulls()
    {
        Pipeline(_ => throw new DataException("bad")).Process(new SourceRecord(null, null, "t", null, null), mark);

        var letter = Assert.Single(writer.Written);
        Assert.Null(letter.Key);
        Assert.Null(letter.Value);
        Assert.DoesNotContain(letter.Headers!, h => h.Key.StartsWith("__connect.errors.source.", StringComparison.Ordinal));
    }

    [Fact]
    public void Letter_OfDataThatIsNotEvenJson_HasItAsText()
    {
        var value = new Dictionary<string, object?>
        {
            ["when"] = new DateOnly(2026, 1, 2).DayNumber, ["what"] = new object?[] { new Version(1, 2), null, (byte[])[1] },
        };
        Pipeline(_ => throw new DataException("bad")).ReportRefused(
            new SourceRecord(null, null, "t", null, value), mark, "t", "TheTask", new ConnectException("no"));

        Assert.Equal("{when=739617, what=[1.2, null, AQ==]}", Make.Text(Assert.Single(writer.Written).Value));
    }

    [Fact]
    public void Letter_OfDataWithoutEnd_IsCut()
    {
        var value = new List<object?>();
        value.Add(value);
        value.Add(value);
        Pipeline().ReportRefused(new SourceRecord(null, null, "t", null, value), mark, "t", "TheTask", new ConnectException("no"));

        Assert.InRange(Assert.Single(writer.Written).Value!.Length, 1, 1 << 18);
    }

    [Fact]
    public void Letter_OfDataThatCantBeShown_SaysSo()
    {
        Pipeline().ReportRefused(new SourceRecord(null, null, "t", null, new Unspeakable()), mark, "t", "TheTask", new ConnectException("no"));

        Assert.EndsWith("can't be shown: unspeakable)", Make.Text(Assert.Single(writer.Written).Value), StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_WhoseContextTellsASecret_HidesIt()
    {
        var place = new Dictionary<string, object?> { ["file"] = "p4ssword" };
        Pipeline().ReportRefused(new SourceRecord(place, place, "t", null, "v"), mark, "t", "TheTask", new ConnectException("no p4ssword"));

        Assert.DoesNotContain(writer.Written[0].Headers!, h => Make.Text(h.Value)!.Contains("p4ssword", StringComparison.Ordinal));
        Assert.Equal("json:file=[hidden]", Header("source.offset"));
    }

    [Fact]
    public void ContextHeaders_Disabled_LeaveTheRecordsOwn()
    {
        var pipeline = Pipeline(_ => throw new DataException("bad"), Options with { ContextHeaders = false }, writer);

        pipeline.Process(Make.Polled("v", new Headers().AddString("own", "h")), mark);

        Assert.Equal("own", Assert.Single(Assert.Single(writer.Written).Headers!).Key);
    }

    [Fact]
    public async Task Letter_ThatIsLost_SettlesNothingAndIsTold()
    {
        await using var failing = new RecordingWriter { Fails = true };
        Pipeline(_ => throw new DataException("bad"), Options, failing).Process(Make.Polled("v"), mark);

        Assert.Empty(settled);
        var error = Assert.Single(lost);
        Assert.StartsWith("A dead letter could not be written to topic dlq (errors.deadletterqueue.topic.name)", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_ThatIsNotTakenSinceTheTaskStops_SettlesNothing()
    {
        await using var stopped = new RecordingWriter { Takes = false };

        Assert.Equal(OutcomeKind.Failed, Pipeline(_ => throw new DataException("bad"), Options, stopped).Process(Make.Polled("v"), mark).Kind);

        Assert.Empty(settled);
        Assert.Empty(lost);
    }

    private static TransformationStep Step(string name, Func<ConnectRecord, ConnectRecord?> apply) => new(name, new Transformation(apply), name);

    private string? Header(string name) => Make.Text(writer.Written[^1].Headers!.Single(h => h.Key == "__connect.errors." + name).Value);

    private SourcePipeline Pipeline(Action<string?>? beforeValue = null, params TransformationStep[] steps) =>
        Pipeline(beforeValue, Options, writer, steps);

    private SourcePipeline Pipeline(
        Action<string?>? beforeValue, DeadLetterQueueOptions options, RecordingWriter to, params TransformationStep[] steps)
    {
        var letters = new SourceDeadLetters(options, new Json(), to, CancellationToken.None);
        letters.Attach(settled.Add, lost.Add);
        return new SourcePipeline(Make.Options(beforeValue, new ErrorHandling { TolerateAll = true }, letters, steps));
    }

    private sealed class Unspeakable
    {
        public override string ToString() => throw new InvalidOperationException("unspeakable");
    }

    /// <summary>Marks what it wrote; takes texts and maps of simple values.</summary>
    private sealed class Json : IConverter
    {
        public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
        {
        }

        public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
        {
            Assert.Equal("dlq", topic);
            Assert.Null(headers);
            var text = value switch
            {
                string some => some,
                Dictionary<string, object?> { Count: 1 } map => $"{map.First().Key}={map.First().Value}",
                _ => throw new DataException("no JSON"),
            };
            output.Write(Encoding.UTF8.GetBytes("json:" + text));
            return true;
        }

        public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) => throw new NotSupportedException();
    }
}
