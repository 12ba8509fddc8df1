using System.Text;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>A few lines of schema that ask for more than a machine has.</summary>
public sealed class HostileSchemaTests
{
    private const string Empty = """{"type":"record","name":"Around","fields":[]}""";

    [Fact]
    public void Records_ThatAreEachTwoOfTheOneBefore_AreOnlyNamed()
    {
        var schema = AvroSchemaParser.Parse(Doubled(""));

        Assert.True(SchemaEquality.AreEqual(schema, AvroSchemaParser.Parse(AvroSchemaText.ToText(schema))));
        Assert.Empty(SchemaCompatibility.Check(schema, AvroSchemaParser.Parse(CanonicalForm.Of(schema))));
        Assert.NotNull(new AvroData(new AvroDataSettings(new Dictionary<string, string?>())).PlanRead(schema, null, null).Schema);
    }

    [Fact]
    public void Records_MadeAnewWhereverTheyAre_AreBounded()
    {
        var data = new AvroData(new AvroDataSettings(new Dictionary<string, string?> { ["generalized.sum.type.support"] = "true" }));

        var failure = Assert.Throws<DataException>(() => data.PlanRead(AvroSchemaParser.Parse(Doubled("")), null, null));
        Assert.Contains("parts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_OfRecordsWithDefaults_IsBounded()
    {
        var text = Empty.Replace("[]", """[{"name":"x","type":DOUBLED,"default":{}}]""").Replace("DOUBLED", Doubled(",\"default\":{}"));

        Assert.Contains("parts", Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text)).Message, StringComparison.Ordinal);
        var lax = AvroSchemaParser.Parse(text, SchemaChecks.None);
        Assert.Contains(
            "parts", Assert.Throws<AvroSchemaException>(() => SchemaResolution.Of(AvroSchemaParser.Parse(Empty), lax)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_OfAFixedThatIsTooLarge_IsRefused()
    {
        var reader = AvroSchemaParser.Parse(
            """{"type":"record","name":"Around","fields":[{"name":"x","type":{"type":"fixed","name":"F","size":2147483639},"default":"a"}]}""");

        Assert.Contains(
            "2147483639 bytes is too large", Assert.Throws<AvroSchemaException>(() => SchemaResolution.Of(AvroSchemaParser.Parse(Empty), reader)).Message, StringComparison.Ordinal);
    }

    /// <summary>A record that is two to the fortieth of an empty one.</summary>
    /// <param name="more">What each field has besides.</param>
    internal static string Doubled(string more)
    {
        var text = new StringBuilder("""{"type":"record","name":"R0","fields":[]}""");
        for (var i = 1; i <= 40; i++)
        {
            text.Insert(0, $$"""{"type":"record","name":"R{{i}}","fields":[{"name":"a","type":""")
                .Append($$"""{{more}}},{"name":"b","type":"R{{i - 1}}"{{more}}}]}""");
        }

        return text.ToString();
    }
}
