using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Pipeline.Tests;

public sealed class SourcePipelineTests
{
    [Fact]
    public void Record_Converted_HasExactBytesHeadersAndTag()
    {
        var tag = new object();
        var headers = new Headers().AddString("h", "x");
        var pipeline = new SourcePipeline(Make.Options());

        var outgoing = pipeline.Process(Make.Polled("value", headers), tag).Result;

        Assert.Equal("t", outgoing.Topic);
        Assert.Null(outgoing.Partition);
        Assert.Equal(("k", "value"), (Make.Text(outgoing.Key), Make.Text(outgoing.Value)));
        Assert.Equal("x", Make.Text(Assert.Single(outgoing.Headers!).Value));
        Assert.Same(tag, outgoing.Tag);
    }

    [Fact]
    public void NullValue_StaysNull()
    {
        var outgoing = new SourcePipeline(Make.Options()).Process(Make.Polled(null), null).Result;

        Assert.Null(outgoing.Value);
        Assert.Null(outgoing.Headers);
    }

    [Fact]
    public void TransformationChain_AppliesInOrder_BeforeConversion()
    {
        TransformationStep Append(string text) => new(text, new Transformation(r =>
            r.NewRecord(r.Topic, r.KafkaPartition, r.KeySchema, r.Key, r.ValueSchema, (string)r.Value! + text, r.Timestamp)), text);
        var pipeline = new SourcePipeline(Make.Options(steps: [Append("a"), Append("b")]));

        Assert.Equal("xab", Make.Text(pipeline.Process(Make.Polled("x"), null).Result.Value));
    }

    [Fact]
    public void FailingTransformation_NotTolerated_NamesSourcePartitionAndOffset()
    {
        var step = new TransformationStep("x", new Transformation(_ => throw new DataException("no number")), "Cast");
        var pipeline = new SourcePipeline(Make.Options(steps: step));

        var error = Assert.Throws<StageFailedException>(() => pipeline.Process(Make.Polled("v"), null));

        Assert.StartsWith("no number (TRANSFORMATION with Cast", error.Message, StringComparison.Ordinal);
        Assert.Contains("{file=f}", error.Message, StringComparison.Ordinal);
        Assert.Contains("{position=5}", error.Message, StringComparison.Ordinal);
    }
}
