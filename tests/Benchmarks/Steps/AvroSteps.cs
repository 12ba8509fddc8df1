using Connect.Abi.Data;
using Connect.Converters.Avro;

namespace Connect.Benchmarks.Steps;

/// <summary>Avro, frames and schema look-ups included; beside it Apache.Avro's own reader and writer of the same bytes.</summary>
internal static class AvroSteps
{
    private const string Alone = ", Apache.Avro alone";

    public static IEnumerable<Step> All() =>
    [
        .. TestRecords.All.SelectMany(record => Of("avro " + record.Shape, record.Schema, [record.Value])),

        // No text of a field comes again soon, as in the records of most topics.
        .. Of("avro flat with changing texts", TestRecords.FlatSchema, [.. Enumerable.Range(0, 1024).Select(TestRecords.FlatWithTexts)]),
    ];

    private static IEnumerable<Step> Of(string name, Schema schema, Struct[] values)
    {
        var settings = new Dictionary<string, string?> { ["schema.registry.url"] = "mock://benchmarks" };
        var bare = new ApacheAvro(schema, values);
        Step[] steps = [.. ConverterSteps.OfMany(name, new AvroConverter(), settings, schema, values)];
        yield return steps[0].Beside(new Step(steps[0].Name + Alone, bare.Write));
        yield return steps[1].Beside(new Step(steps[1].Name + Alone, bare.Read));
    }
}
