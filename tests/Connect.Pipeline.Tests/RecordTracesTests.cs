using System.Diagnostics;
using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Broker;

namespace Connect.Pipeline.Tests;

/// <summary>Spans of records' ways, and the W3C headers that join them.</summary>
public sealed class RecordTracesTests : IDisposable
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Sampled = $"00-{Trace}-b7ad6b7169203331-01";

    private readonly string task = "traced-" + Guid.NewGuid().ToString("N");
    private readonly List<Activity> ended = [];
    private readonly ActivityListener listener;

    public RecordTracesTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == RecordTraces.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                // Other tests run beside this one.
                if ((string?)activity.GetTagItem("connect.task") == task)
                {
                    lock (ended)
                    {
                        ended.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public void Sink_OfATracedRecord_GoesOnWithItsTrace()
    {
        var pipeline = new SinkPipeline(Make.Options() with { TaskId = task }, keepRaw: false);

        Assert.True(pipeline.Process(Consumed(Sampled)).HasPassed);

        var span = Assert.Single(ended);
        Assert.Equal(Trace, span.TraceId.ToHexString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal(("t process", ActivityKind.Consumer), (span.OperationName, span.Kind));
        Assert.Equal(7L, span.GetTagItem("messaging.kafka.offset"));
        Assert.Equal(span.Context, pipeline.LastTrace);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData($"00-{Trace}-b7ad6b7169203331-00")]
    public void Sink_OfARecordThatIsNotTraced_HasNoSpan(string? header)
    {
        var pipeline = new SinkPipeline(Make.Options() with { TaskId = task }, keepRaw: false);
        Assert.True(pipeline.Process(Consumed(header)).HasPassed);
        Assert.Empty(ended);
        Assert.Null(pipeline.LastTrace);
    }

    [Fact]
    public void Sink_OfARecordThatFails_SaysSoInItsSpan_WithoutTheMessage()
    {
        var step = new TransformationStep("x", new Transformation(_ => throw new DataException("the secret is out")), "Cast");
        var pipeline = new SinkPipeline(Make.Options(steps: step) with { TaskId = task }, keepRaw: false);

        Assert.Throws<StageFailedException>(() => pipeline.Process(Consumed(Sampled)));

        var span = Assert.Single(ended);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.DoesNotContain(span.TagObjects, static tag => tag.Value?.ToString()!.Contains("secret", StringComparison.Ordinal) == true);
        Assert.Null(span.StatusDescription);
    }

    [Fact]
    public void Source_OfATracedRecord_WritesItsOwnSpanIntoTheHeader()
    {
        var headers = new Headers().AddString("traceparent", Sampled).AddString("tracestate", "a=b").AddString("other", "x");
        var pipeline = new SourcePipeline(Make.Options() with { TaskId = task });

        var outgoing = pipeline.Process(Make.Polled("v", headers), null).Result;

        var span = Assert.Single(ended);
        Assert.Equal((Trace, ActivityKind.Producer), (span.TraceId.ToHexString(), span.Kind));
        Assert.Equal(["other", "traceparent", "tracestate"], outgoing.Headers!.Select(static h => h.Key));
        Assert.Equal($"00-{Trace}-{span.SpanId.ToHexString()}-01", Make.Text(outgoing.Headers![1].Value));
        Assert.Equal("a=b", Make.Text(outgoing.Headers![2].Value));
    }

    [Fact]
    public void Source_OfARecordThatIsNotTraced_IsLeftAsItIs()
    {
        var pipeline = new SourcePipeline(Make.Options() with { TaskId = task });
        Assert.Null(pipeline.Process(Make.Polled("v"), null).Result.Headers);
        Assert.Empty(ended);
    }

    [Fact]
    public void Put_OfTracedRecords_IsInTheFirstsTrace_WithLinksToTheOthers()
    {
        ActivityContext.TryParse(Sampled, null, out var first);
        ActivityContext.TryParse($"00-{Trace.Replace('0', '1')}-b7ad6b7169203331-01", null, out var second);

        RecordTraces.Put(task, 5, [first, second])!.Dispose();
        Assert.Null(RecordTraces.Put(task, 5, null));

        var span = Assert.Single(ended);
        Assert.Equal(first.TraceId, span.TraceId);
        Assert.Equal(second, Assert.Single(span.Links).Context);
        Assert.Equal(5, span.GetTagItem("messaging.batch.message_count"));
    }

    private static ConsumedRecord Consumed(string? parent) => Make.Consumed("v") with
    {
        Offset = 7,
        Headers = parent is null ? null : [new LogHeader("traceparent", Encoding.ASCII.GetBytes(parent))],
    };
}
