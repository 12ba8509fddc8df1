using System.Text;
using Connect.Converters.Avro.Schemas;
using Connect.TestData;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>What holds for all schemas, and for all texts that are nearly ones.</summary>
public sealed class SchemaPropertyTests
{
    [Fact]
    public void Schema_WrittenAndReadAgain_IsTheSame() => Properties.Hold(SchemaTexts.Valid, text =>
    {
        if (TryParse(text) is not { } schema)
        {
            return;
        }

        var written = AvroSchemaText.ToText(schema);
        var again = AvroSchemaParser.Parse(written);
        Assert.Equal(written, AvroSchemaText.ToText(again));
        Assert.True(SchemaEquality.AreEqual(schema, again), written);
        Assert.Equal(CanonicalForm.Of(schema), CanonicalForm.Of(again));
    });

    [Fact]
    public void CanonicalFormOfNamesWithNamespace_ReadAsASchema_IsItsOwnCanonicalForm() => Properties.Hold(SchemaTexts.Valid, text =>
    {
        // Avro's form can't tell a name without namespace, inside a record with one, from a name in that namespace.
        if (!text.Contains("\"namespace\":\"\"") && TryParse(text) is { } schema)
        {
            var form = CanonicalForm.Of(schema);
            Assert.Equal(form, CanonicalForm.Of(AvroSchemaParser.Parse(form)));
        }
    });

    [Fact]
    public void Schema_ReadWithItself_IsCompatibleAndResolvesWithoutError() => Properties.Hold(SchemaTexts.Valid, text =>
    {
        if (TryParse(text) is { } schema)
        {
            Assert.Empty(SchemaCompatibility.Check(schema, schema));
            Assert.IsNotType<ErrorResolution>(SchemaResolution.Of(schema, schema));
        }
    });

    [Fact]
    public void GeneratedSchemas_Parse_MostlySucceed()
    {
        var all = 0;
        var read = 0;
        Properties.Hold(SchemaTexts.Valid, text =>
        {
            all++;
            read += TryParse(text) is null ? 0 : 1;
        });
        Assert.True(read > all / 2, $"{read} of {all} were schemas");
    }

    [Fact]
    public void MutatedSchema_Parse_GivesASchemaOrTheOneException() =>
        Properties.Hold(SchemaTexts.Mutated, text => TryParse(text), count: 20_000);

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void NestedText_Parse_HasABound(int depth)
    {
        var text = new StringBuilder().Insert(0, "{\"type\":\"array\",\"items\":", depth).Append("\"int\"").Append('}', depth);
        if (depth <= NestingGuard.MaxJsonDepth)
        {
            Assert.NotNull(AvroSchemaText.ToText(AvroSchemaParser.Parse(text.ToString())));
        }
        else
        {
            Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text.ToString()));
        }
    }

    [Fact]
    public void ChainOfDefinitions_LongerThanTheStack_IsRefused()
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < 50_000; i++)
        {
            text.Append($$"""{"type":"record","name":"R{{i}}","fields":[{"name":"f","type":"R{{i + 1}}"}]},""");
        }

        text.Append("""{"type":"record","name":"R50000","fields":[]}]""");
        Assert.Contains("nested too deep", Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text.ToString())).Message);
    }

    private static global::Avro.Schema? TryParse(string text)
    {
        try
        {
            return AvroSchemaParser.Parse(text);
        }
        catch (AvroSchemaException)
        {
            return null;
        }
    }
}
