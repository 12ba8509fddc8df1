using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;

namespace Connect.Converters.Avro.Tests.Schemas;

/// <summary>What is derived from schemas is what Java derives.</summary>
public sealed class SchemaVectorTests
{
    public static IEnumerable<object[]> CanonicalIds => VectorFile.Ids("avro-binary", "canonical");

    public static IEnumerable<object[]> CompatibilityIds => VectorFile.Ids("avro-binary", "compatibility");

    public static IEnumerable<object[]> ToRawIds => VectorFile.Ids("avro-binary", "logicalToRaw");

    public static IEnumerable<object[]> FromRawIds => VectorFile.Ids("avro-binary", "rawToLogical");

    [Theory]
    [MemberData(nameof(CanonicalIds), DisableDiscoveryEnumeration = true)]
    public void Schema_CanonicalFormAndFingerprints_AreJavas(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var text = vector.Text("schema")!;
        if (!vector.Ok)
        {
            Assert.Throws<AvroSchemaException>(() => AvroSchemaParser.Parse(text));
            return;
        }

        var schema = AvroSchemaParser.Parse(text);
        string Expected(string name) => vector.Output.GetProperty(name).GetString()!;
        Assert.Equal(Expected("canonical"), CanonicalForm.Of(schema));
        Assert.Equal(Expected("crc64"), Fingerprint.Crc64(schema).ToString("x16"));
        Assert.Equal(Expected("md5"), Convert.ToHexStringLower(Fingerprint.Md5(schema)));
        Assert.Equal(Expected("sha256"), Convert.ToHexStringLower(Fingerprint.Sha256(schema)));
        Assert.Equal(Expected("toString"), AvroSchemaText.ToText(schema));
    }

    [Theory]
    [MemberData(nameof(CompatibilityIds), DisableDiscoveryEnumeration = true)]
    public void ReaderAndWriter_Compatibility_IsJavas(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var found = SchemaCompatibility.Check(
            AvroSchemaParser.Parse(vector.Text("reader")!), AvroSchemaParser.Parse(vector.Text("writer")!));
        Assert.True(vector.Ok);
        Assert.Equal(vector.Output.GetProperty("compatibility").GetString() == "COMPATIBLE", found.Count == 0);
        Assert.Equal(
            vector.Output.GetProperty("incompatibilities").EnumerateArray()
                .Select(i => (i.GetProperty("type").GetString()!.Replace("_", ""), i.GetProperty("location").GetString()!)),
            found.Select(i => (i.Type.ToString().ToUpperInvariant(), i.Location)));
    }

    [Theory]
    [MemberData(nameof(ToRawIds), DisableDiscoveryEnumeration = true)]
    public void Decimal_ToBytes_AreJavas(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var schema = AvroSchemaParser.Parse(vector.Text("schema")!);
        var value = ReadDecimal(vector["value"]);
        if (!vector.Ok)
        {
            Assert.Throws<DataException>(() => AvroDecimals.ToBytes(schema, value));
            return;
        }

        var expected = vector.Output.TryGetProperty("bytes", out var bytes) ? bytes : vector.Output.GetProperty("fixed");
        Assert.Equal(expected.GetString(), Convert.ToBase64String(AvroDecimals.ToBytes(schema, value)));
    }

    [Theory]
    [MemberData(nameof(FromRawIds), DisableDiscoveryEnumeration = true)]
    public void Bytes_ToDecimal_AreJavas(string id)
    {
        var vector = VectorFile.Load("avro-binary")[id];
        var schema = AvroSchemaParser.Parse(vector.Text("schema")!);
        var bytes = Convert.FromBase64String(vector["raw"].GetProperty("bytes").GetString()!);
        if (!vector.Ok)
        {
            Assert.Throws<DataException>(() => AvroDecimals.ToDecimal(schema, bytes));
            return;
        }

        Assert.Equal(ReadDecimal(vector.Output), AvroDecimals.ToDecimal(schema, bytes));
    }

    private static BigDecimal ReadDecimal(JsonElement value) => new(
        System.Numerics.BigInteger.Parse(value.GetProperty("decimal").GetProperty("unscaled").GetString()!),
        value.GetProperty("decimal").GetProperty("scale").GetInt32());
}
