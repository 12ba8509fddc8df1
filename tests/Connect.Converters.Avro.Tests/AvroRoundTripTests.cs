using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestData;

namespace Connect.Converters.Avro.Tests;

/// <summary>What is written is read back as it was, wherever the mapping takes the schema.</summary>
public sealed class AvroRoundTripTests
{
    // A map's string keys have no schema of their own in Avro, and a field's null is written as its default.
    private static readonly ConnectShape Shape = ConnectShape.Everything with { AnyFieldName = false, PlainKeys = true, Defaults = false };

    [Fact]
    public void Data_AnyWithoutDefaults_ComesBackAsItWas()
    {
        var data = Data();
        Properties.Hold(ConnectData.Of(Shape), given =>
        {
            if (BackAndForth(data, given) is { } back)
            {
                Assert.Equal(given.Value is null ? SchemaAndValue.Null : given, back);
            }
        });
    }

    [Fact]
    public void Data_AnyWithDefaults_IsStableOnceItWasRead()
    {
        var data = Data((AvroDataSettings.ScrubInvalidNamesName, "true"));

        // Java's schema has infinities in defaults as texts, which no parser takes but for a bare number's.
        Properties.Hold(ConnectData.Of(Shape with { Defaults = true, PlainKeys = false, SpecialFloats = false }), given =>
        {
            if (BackAndForth(data, given) is { } once && once.Value is not null && BackAndForth(data, once) is { } twice)
            {
                Assert.Equal(once.Value, twice.Value);
            }
        });
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

    private static AvroData Data(params (string Name, string Value)[] settings) =>
        new(new AvroDataSettings(settings.ToDictionary(s => s.Name, s => (string?)s.Value, StringComparer.Ordinal)));

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
}
