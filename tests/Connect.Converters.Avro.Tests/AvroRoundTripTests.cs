using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Fuzzing;
using Connect.Converters.Avro.Tests.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestData;
using Connect.TestVectors;
using FsCheck;
using FsCheck.Fluent;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Tests;

/// <summary>What is written is read back as it was, wherever the mapping takes the schema.</summary>
public sealed class AvroRoundTripTests
{
    // A map's string keys have no schema of their own in Avro, and a field's null is written as its default.
    private static readonly ConnectShape Shape = ConnectShape.Everything with { AnyFieldName = false, PlainKeys = true, Defaults = false };

    [Fact]
    public void Data_AnyWithoutDefaults_ComesBackWithItsSchema() =>
        HoldBackAndForth(Data(), Shape with { KeyTypes = [SchemaType.String] }, AssertSame);

    [Fact]
    public void Data_AnyWithoutDefaultsUnderOtherSettings_ComesBackWithItsSchema() => HoldBackAndForth(
        Data(("enhanced.avro.schema.support", "true"), ("generalized.sum.type.support", "true"), ("allow.optional.map.keys", "true")),
        Shape with { KeyTypes = [SchemaType.String] },
        AssertSame);

    // All maps with keys of other types are of one record in Avro, and what their schemas say besides is that of the first of them.
    [Fact]
    public void Data_WithKeysOfAnyType_ComesBackAsItWas() => HoldBackAndForth(Data(), Shape, AssertSameValue);

    [Fact]
    public void Data_AnyWithDefaults_IsStableOnceItWasRead()
    {
        var data = Data((AvroDataSettings.ScrubInvalidNamesName, "true"));

        // Java's schema has infinities in defaults as texts, which no parser takes but for a bare number's.
        HoldBackAndForth(
            data,
            Shape with { AnyFieldName = true, Defaults = true, PlainKeys = false, SpecialFloats = false },
            (_, once) => Assert.Equal(once.Value, once.Value is null ? null : BackAndForth(data, once)?.Value));
    }

    [Fact]
    public void Schemaless_Any_ComesBackInAvrosTypes()
    {
        var data = Data();
        Properties.Hold(ConnectData.Schemaless(Shape, onlyJson: true), value =>
        {
            if (value is not null)
            {
                Assert.Equal(new SchemaAndValue(null, value), BackAndForth(data, new SchemaAndValue(null, value)));
            }
        });
    }

    [Fact]
    public void AvroData_OfAnyAvroSchema_IsWrittenAsTheSameBytes() => HoldPayloads((data, given) =>
    {
        var read = given.Plan.Read(given.Bytes, out var length);
        Assert.Equal(given.Bytes.Length, length);
        if (read.Value is not null)
        {
            var output = new AvroOutput();
            data.PlanWrite(read.Schema, given.Schema).Write(read.Value, output);
            Assert.Equal(given.Bytes, output.Written.ToArray());
        }
    });

    [Fact]
    public void AvroData_OfAnyAvroSchema_ComesBackFromConnectsOwn() => HoldPayloads((data, given) =>
    {
        var read = given.Plan.Read(given.Bytes, out _);
        if (read.Value is null)
        {
            return;
        }

        // Connect's schema says more of a field's default the second time, and nothing more from then on.
        var once = BackAndForth(data, read)!.Value;
        Assert.Equal(read.Value.ToString(), once.Value?.ToString());
        Assert.Equal(once, BackAndForth(data, once));
    });

    private static void AssertSame(SchemaAndValue given, SchemaAndValue back) => Assert.Equal(given.Value is null ? SchemaAndValue.Null : given, back);

    private static void AssertSameValue(SchemaAndValue given, SchemaAndValue back) => Assert.Equal(
        PlainWriter.WriteValue(given.Value, given.Schema)?.ToJsonString(), PlainWriter.WriteValue(back.Value, back.Schema)?.ToJsonString());

    private static AvroData Data(params (string Name, string Value)[] settings) =>
        new(new AvroDataSettings(settings.ToDictionary(s => s.Name, s => (string?)s.Value, StringComparer.Ordinal)));

    // Null where Connect can't express the schema, or it is none.
    private static Arbitrary<Payload?> Payloads(AvroData data) => Arb.From(
        from text in SchemaTexts.Valid.Generator
        from seed in Gen.Choose(0, int.MaxValue)
        select Generate(data, text, seed));

    private static Payload? Generate(AvroData data, string text, int seed)
    {
        try
        {
            var schema = AvroSchemaParser.Parse(text);
            return new(schema, data.PlanRead(schema, null, null), new AvroPayloads(new Random(seed)).Next(schema));
        }
        catch (DataException)
        {
            return null;
        }
    }

    // Null where Avro can't tell the schema's types apart.
    private static SchemaAndValue? BackAndForth(AvroData data, SchemaAndValue given)
    {
        WritePlan plan;
        try
        {
            plan = data.PlanWrite(given.Schema);
        }
        catch (DataException e) when (e.Message.Contains("two different types of the name", StringComparison.Ordinal)
            || e.Message.Contains("two fields of the name", StringComparison.Ordinal))
        {
            return null;
        }

        var output = new AvroOutput();
        return plan.Write(given.Value, output)
            ? data.PlanRead(AvroSchemaParser.Parse(plan.SchemaText), null, null).Read(output.Written, out _)
            : SchemaAndValue.Null;
    }

    private static void HoldBackAndForth(AvroData data, ConnectShape shape, Action<SchemaAndValue, SchemaAndValue> check) =>
        HoldForMost(ConnectData.Of(shape), given =>
        {
            if (BackAndForth(data, given) is not { } back)
            {
                return false;
            }

            check(given, back);
            return true;
        });

    private static void HoldPayloads(Action<AvroData, Payload> check)
    {
        var data = Data((AvroDataSettings.EnhancedName, "true"));
        HoldForMost(Payloads(data), given =>
        {
            if (given is not null)
            {
                check(data, given);
            }

            return given is not null;
        });
    }

    // Most of what is generated has to get as far as the check.
    private static void HoldForMost<T>(Arbitrary<T> values, Func<T, bool> check)
    {
        var all = 0;
        var checkedOnes = 0;
        Properties.Hold(values, value =>
        {
            all++;
            checkedOnes += check(value) ? 1 : 0;
        });
        Assert.True(checkedOnes > all / 2, $"{checkedOnes} of {all} got as far as the check");
    }

    private sealed record Payload(AvroSchema Schema, ReadPlan Plan, byte[] Bytes)
    {
        public override string ToString() => $"{AvroSchemaText.ToText(Schema)} {Convert.ToHexString(Bytes)}";
    }
}
