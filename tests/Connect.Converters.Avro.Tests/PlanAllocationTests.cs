using Connect.Abi.Data;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Writing;

namespace Connect.Converters.Avro.Tests;

/// <summary>Nothing is allocated per field of a struct of primitives.</summary>
public sealed class PlanAllocationTests
{
    private static readonly Schema Schema = SchemaBuilder.Struct().Name("Numbers")
        .Field("a", Schema.Int64)
        .Field("b", Schema.Int32)
        .Field("c", Schema.Float64)
        .Field("d", Schema.Boolean)
        .Field("e", Schema.Float32)
        .Field("f", Schema.OptionalInt64)
        .Field("g", Timestamp.Schema)
        .Field("h", Schema.String)
        .Build();

    [Fact]
    public void Struct_OfPrimitives_IsWrittenWithoutAllocating()
    {
        var (data, value, output) = Prepare();

        Assert.Equal(0, AllocatedBy(() =>
        {
            output.Clear();
            data.PlanWrite(Schema).Write(value, output);
        }));
    }

    [Fact]
    public void Struct_OfPrimitivesAndATextThatCameBefore_AllocatesTheStructAlone()
    {
        var (data, value, output) = Prepare();
        var plan = data.PlanWrite(Schema);
        plan.Write(value, output);
        var bytes = output.Written.ToArray();
        var reader = data.PlanRead(plan.Schema, null, 1);
        var schema = reader.Read(bytes, out _).Schema!;

        Assert.Equal(AllocatedBy(() => _ = new Struct(schema)), AllocatedBy(() => reader.Read(bytes, out _)));
    }

    private static (AvroData Data, Struct Value, AvroOutput Output) Prepare()
    {
        var value = new Struct(Schema);
        value.Put("a", 1L).Put("b", 2).Put("c", 2.5).Put("d", true).Put("e", 1.5f).Put("f", 3L).Put("g", new EpochMillis(4)).Put("h", "a text");
        return (new AvroData(new AvroDataSettings(new Dictionary<string, string?>())), value, new AvroOutput());
    }

    private static long AllocatedBy(Action action)
    {
        for (var i = 0; i < 100; i++)
        {
            action();
        }

        const int Times = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Times;
    }
}
