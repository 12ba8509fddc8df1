using System.Buffers;

namespace Connect.Benchmarks.Tests;

/// <summary>That the benchmarks run, and what can be said of them without a clock.</summary>
public sealed class StepTests
{
    private static readonly Step[] Steps = [.. AllSteps.Containing(string.Empty)];

    public static TheoryData<string> Names => [.. Steps.Select(step => step.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_Run_GivesSomethingToKeep(string name)
    {
        var kept = Named(name).Run();

        // Filter drops the record.
        Assert.Equal(name == "transform Filter", kept is null);
    }

    [Theory]
    [InlineData("avro flat write")]
    [InlineData("avro nested write")]
    [InlineData("avro wide write")]
    public void AvroWrite_BesideApacheAvro_WritesTheSameBytes(string name)
    {
        const int Prefix = 5;
        var step = Named(name);

        var ours = ((ArrayBufferWriter<byte>)step.Run()!).WrittenSpan[Prefix..].ToArray();

        Assert.Equal(((MemoryStream)step.Alone!.Run()!).ToArray(), ours);
    }

    [Theory]
    [InlineData("json schemaless flat write", 0)]
    [InlineData("json schemaless wide write", 0)]
    [InlineData("json with schema flat write", 0)]
    [InlineData("json with schema wide write", 0)]
    [InlineData("json with schema nested write", 0)]
    [InlineData("avro flat write", 0)]
    [InlineData("avro wide write", 0)]
    [InlineData("avro nested write", 0)]
    [InlineData("string write", 0)]
    public void Step_Write_AllocatesNothing(string name, long expected) => Assert.Equal(expected, AllocatedBy(Named(name)));

    [Fact]
    public void JsonWithSchemaRead_StructOfPrimitives_AllocatesTheStructAndItsTextsOnly()
    {
        // Ten times the fields: ten times the texts and slots, and one struct.
        var flat = AllocatedBy(Named("json with schema flat read"));
        var wide = AllocatedBy(Named("json with schema wide read"));

        Assert.InRange(flat, 1, 480);
        Assert.InRange(wide, 1, 10 * flat);
    }

    private static Step Named(string name) => Steps.First(step => step.Name == name);

    private static long AllocatedBy(Step step)
    {
        const int Runs = 100;
        object? kept = null;
        for (var i = 0; i < Runs; i++)
        {
            kept = step.Run();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
        {
            kept = step.Run();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(kept);
        return allocated / Runs;
    }
}
