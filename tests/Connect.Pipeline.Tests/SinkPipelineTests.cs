using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Pipeline.Tests;

public sealed class SinkPipelineTests
{
    [Fact]
    public void Record_Converted_KeepsPlaceTimestampAndHeaders()
    {
        var pipeline = new SinkPipeline(Make.Options(), keepRaw: false);

        var record = pipeline.Process(Make.Consumed("v", headers: new LogHeader("h", Make.Bytes("x")))).Result;

        Assert.Equal(("t", 3, 7L, 1234L, TimestampType.CreateTime), (record.Topic, record.KafkaPartition, record.KafkaOffset, record.Timestamp, record.TimestampType));
        Assert.Equal(("k", "v"), (record.Key, record.Value));
        Assert.Equal("x", Assert.Single(record.Headers).Value);
        Assert.Null(record.Raw);
    }

    [Fact]
    public void NullKeyAndValue_AreNotEmptyOnes()
    {
        var pipeline = new SinkPipeline(Make.Options(), keepRaw: false);

        var nothing = pipeline.Process(Make.Consumed(null, key: null)).Result;
        var empty = pipeline.Process(Make.Consumed(string.Empty, key: string.Empty)).Result;

        Assert.Equal((null, null), (nothing.Key, nothing.Value));
        Assert.Equal((string.Empty, string.Empty), (empty.Key, empty.Value));
    }

    [Fact]
    public void RawBytes_Kept_AreCopies()
    {
        var bytes = Encoding.UTF8.GetBytes("v");
        var pipeline = new SinkPipeline(Make.Options(), keepRaw: true);
        var consumed = new ConsumedRecord
        {
            TopicPartition = new TopicPartition("t", 0),
            Offset = 0,
            Timestamp = -1,
            TimestampType = LogTimestampType.NoTimestamp,
            Value = bytes,
        };

        var record = pipeline.Process(consumed).Result;
        bytes[0] = (byte)'w';

        Assert.Equal("v", Make.Text(record.Raw!.Value));
        Assert.Null(record.Raw.Key);
        Assert.Null(record.Timestamp);
    }

    [Fact]
    public void FailingConverter_NotTolerated_ThrowsWithStageClassAndPlace()
    {
        var reporter = new RecordingReporter();
        var pipeline = new SinkPipeline(Make.Options(_ => throw new DataException("bad bytes"), reporter: reporter), keepRaw: false);

        var error = Assert.Throws<StageFailedException>(() => pipeline.Process(Make.Consumed("v")));

        Assert.StartsWith("bad bytes (VALUE_CONVERTER with ValueText, topic t, partition 3, offset 7)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Tolerance exceeded in error handler", error.Message, StringComparison.Ordinal);
        Assert.Equal((Stage.ValueConverter, "ValueText", "bad bytes", 1, 7L), Assert.Single(reporter.Reports));
    }

    [Fact]
    public void FailingHeader_IsNamed()
    {
        var options = Make.Options();
        var failing = new TextConverter(_ => throw new DataException("bad bytes"));
        var pipeline = new SinkPipeline(
            options with { Converters = options.Converters with { Header = new NamedConverter<IHeaderConverter>(failing, "HeaderText") } }, keepRaw: false);

        var error = Assert.Throws<StageFailedException>(() => pipeline.Process(Make.Consumed("v", headers: new LogHeader("trace", Make.Bytes("x")))));

        Assert.StartsWith("bad bytes (HEADER_CONVERTER with HeaderText, topic t, partition 3, offset 7, header 'trace')", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FailingConverter_Tolerated_IsReportedAndPassedOver()
    {
        var reporter = new RecordingReporter();
        var errors = new ErrorHandling { TolerateAll = true };
        var pipeline = new SinkPipeline(
            Make.Options(v => { if (v == "bad") { throw new InvalidOperationException("no"); } }, errors, reporter), keepRaw: false);

        Assert.Equal(OutcomeKind.Failed, pipeline.Process(Make.Consumed("bad")).Kind);
        Assert.Equal("good", pipeline.Process(Make.Consumed("good")).Result.Value);
        Assert.Single(reporter.Reports);
    }

    [Fact]
    public void RetriableError_InsideTheRetryTimeout_IsTriedAgain()
    {
        var tries = 0;
        var errors = new ErrorHandling { RetryTimeout = null, RetryDelayMax = TimeSpan.FromMilliseconds(1) };
        var pipeline = new SinkPipeline(
            Make.Options(_ => { if (++tries < 4) { throw new RetriableException("later"); } }, errors), keepRaw: false);

        Assert.Equal("v", pipeline.Process(Make.Consumed("v")).Result.Value);
        Assert.Equal(4, tries);
    }

    [Fact]
    public void RetriableError_WithoutRetryTimeout_FailsAtOnce()
    {
        var tries = 0;
        var pipeline = new SinkPipeline(Make.Options(_ => { tries++; throw new RetriableException("later"); }), keepRaw: false);

        Assert.Throws<StageFailedException>(() => pipeline.Process(Make.Consumed("v")));
        Assert.Equal(1, tries);
    }

    [Fact]
    public void RetriableError_PastTheRetryTimeout_FailsWithItsTries()
    {
        var reporter = new RecordingReporter();
        var errors = new ErrorHandling
        {
            TolerateAll = true,
            RetryTimeout = TimeSpan.FromMilliseconds(50),
            RetryDelayMax = TimeSpan.FromMilliseconds(5),
        };
        var pipeline = new SinkPipeline(Make.Options(_ => throw new RetriableException("later"), errors, reporter), keepRaw: false);

        Assert.Equal(OutcomeKind.Failed, pipeline.Process(Make.Consumed("v")).Kind);
        Assert.InRange(Assert.Single(reporter.Reports).Attempts, 2, 100);
    }

    [Fact]
    public void OtherError_IsNeverTriedAgain()
    {
        var tries = 0;
        var errors = new ErrorHandling { TolerateAll = true, RetryTimeout = null };
        var pipeline = new SinkPipeline(Make.Options(_ => { tries++; throw new DataException("bad"); }, errors), keepRaw: false);

        Assert.Equal(OutcomeKind.Failed, pipeline.Process(Make.Consumed("v")).Kind);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task StoppingTask_EndsRetries()
    {
        using var stopping = new CancellationTokenSource();
        var trying = new TaskCompletionSource();
        var errors = new ErrorHandling { RetryTimeout = null, RetryDelayMax = TimeSpan.FromHours(1) };
        var options = Make.Options(_ => { trying.TrySetResult(); throw new RetriableException("later"); }, errors) with { Stopping = stopping.Token };
        var pipeline = new SinkPipeline(options, keepRaw: false);

        var processing = Task.Run(() => pipeline.Process(Make.Consumed("v")), TestContext.Current.CancellationToken);
        await trying.Task;
        await stopping.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => processing);
    }

    [Fact]
    public void ChangedTopicAndPartition_LeaveTheOriginAlone()
    {
        var step = new TransformationStep(
            "route", new Transformation(r => r.NewRecord("other", 9, r.KeySchema, r.Key, r.ValueSchema, r.Value, r.Timestamp)), "Route");
        var pipeline = new SinkPipeline(Make.Options(steps: step), keepRaw: true);

        var record = pipeline.Process(Make.Consumed("v")).Result;

        Assert.Equal(("other", 9), (record.Topic, record.KafkaPartition));
        Assert.Equal(new TopicPartition("t", 3), record.OriginalTopicPartition);
        Assert.Equal("v", Make.Text(record.Raw!.Value));
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, true, true)]
    public void Predicate_DecidesWithNegate_WhetherTheStepApplies(bool predicate, bool negate, bool applies)
    {
        var step = new TransformationStep("drop", new Transformation(_ => null), "Drop", new Predicate(_ => predicate), negate);
        var pipeline = new SinkPipeline(Make.Options(steps: step), keepRaw: false);

        Assert.Equal(applies ? OutcomeKind.Dropped : OutcomeKind.Passed, pipeline.Process(Make.Consumed("v")).Kind);
    }

    [Fact]
    public void FailingPredicate_IsATransformationError()
    {
        var reporter = new RecordingReporter();
        var step = new TransformationStep(
            "x", new Transformation(r => r), "Step", new Predicate(_ => throw new DataException("no")));
        var pipeline = new SinkPipeline(
            Make.Options(errors: new ErrorHandling { TolerateAll = true }, reporter: reporter, steps: step), keepRaw: false);

        Assert.Equal(OutcomeKind.Failed, pipeline.Process(Make.Consumed("v")).Kind);
        Assert.Equal(Stage.Transformation, Assert.Single(reporter.Reports).Stage);
    }
}
