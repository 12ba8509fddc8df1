using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connect.Abi.Data;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>Data read as a tree of resolutions says is what Java reads.</summary>
public sealed partial class SchemaResolutionVectorTests
{
    // Java reads the items of an array as the reader's numbers, though they were written as others.
    private const string NotRepeated = "av-0754";

    public static IEnumerable<object[]> Ids => VectorFile.Ids("avro-binary", "resolve").Where(id => (string)id[0] != NotRepeated);

    [Theory]
    [MemberData(nameof(Ids), DisableDiscoveryEnumeration = true)]
    public void WriterAndReader_Resolution_LeadsToJavasValue(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var tree = SchemaResolution.Of(
            AvroSchemaParser.Parse(vector.Text("writer")!), AvroSchemaParser.Parse(vector.Text("reader")!));
        var reader = new ResolvedReader(Convert.FromBase64String(vector.Text("bytes")!));
        if (!vector.Ok)
        {
            var failure = Record.Exception(() => reader.Read(tree));
            Assert.True(failure is InvalidDataException, $"{vector}\n{failure}");
            return;
        }

        var value = reader.Read(tree);
        var expected = JsonNode.Parse(Float().Replace(
            vector.Output.GetProperty("value").GetRawText(),
            match => $"\"float\": \"{ConnectText.Of(float.Parse(match.Groups[1].Value))}\""));
        Assert.True(JsonNode.DeepEquals(expected, value), $"{vector}\n{value?.ToJsonString()}");
        Assert.Equal(vector.Output.GetProperty("left").GetInt64(), reader.Left);
    }

    // Java has more digits than needed for some floats.
    [GeneratedRegex("\"float\": *\"([^\"]+)\"")]
    private static partial Regex Float();
}
