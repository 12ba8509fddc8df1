using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestData.Fuzzing;

namespace Connect.Converters.Avro.Tests;

/// <summary>Whatever bytes there are, the reader gives a value or says what is wrong.</summary>
public sealed class AvroFuzzTests(ITestOutputHelper log)
{
    private static readonly string[] Schemas =
    [
        """{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"b","type":"string"},{"name":"c","type":["null","long"]},{"name":"d","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},{"name":"f","type":{"type":"fixed","name":"F","size":3}},{"name":"t","type":{"type":"int","logicalType":"time-millis"}}]}""",
        """{"type":"record","name":"Tree","fields":[{"name":"v","type":["null","string","double","Tree"]},{"name":"kids","type":{"type":"array","items":"Tree"}}]}""",
        """{"type":"array","items":{"type":"map","values":{"type":"array","items":["null","bytes","float","boolean"]}}}""",
        """{"type":"array","items":{"type":"record","name":"Empty","fields":[]}}""",
        """{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":{"type":"array","items":"long"}}]}}""",
        Anything.Text,
    ];

    [Fact]
    public void Read_AMillionPayloads_GivesAValueOrADataException()
    {
        var fuzz = new Fuzz { Log = log.WriteLine, Valid = Valid(), Tokens = [[0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0x00], [0x02], [0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]] };

        fuzz.Run(() =>
        {
            var plans = Plans();
            return payload => plans[payload.Length % plans.Length].Read(payload, out _);
        });
    }

    private static ReadPlan[] Plans()
    {
        var data = new AvroData(new AvroDataSettings(new Dictionary<string, string?>()));
        var plans = Schemas.Select(schema => data.PlanRead(AvroSchemaParser.Parse(schema), null, 1)).ToList();

        // With a schema to which the writer's is resolved, values are skipped and defaults filled in.
        plans.Add(data.PlanRead(
            AvroSchemaParser.Parse(Schemas[0]),
            AvroSchemaParser.Parse("""{"type":"record","name":"R","fields":[{"name":"a","type":"double"},{"name":"x","type":"int","default":3}]}"""),
            1));
        return [.. plans];
    }

    private static List<byte[]> Valid()
    {
        var valid = new List<byte[]>
        {
            new byte[] { 2, 2, 0x78, 2, 8, 4, 1, 2, 2, 1, 2, 3, 8 },
            new byte[] { 2, 2, 0x61, 4, 4, 0, 0, 6, 0, 0, 0, 0 },
            new byte[] { 2, 2, 2, 0x61, 4, 2, 2, 1, 0, 0, 0, 0 },
            new byte[] { 20, 0 },
            new byte[] { 2, 4, 4, 2, 4, 0, 0 },
        };
        var output = new AvroOutput();
        new AvroData(new AvroDataSettings(new Dictionary<string, string?>())).PlanWrite(null).Write(
            new List<object?> { "text", 1L, true, null, new Dictionary<string, object?> { ["k"] = 2.5 } }, output);
        valid.Add(output.Written.ToArray());
        return valid;
    }
}
