using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;
using Connect.Converters.Avro.Schemas;
using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>What is derived from Avro schemas.</summary>
internal static class AvroSchemaCases
{
    public static string? Parse(VectorCase vector) => Compare(vector, () =>
    {
        var schema = AvroSchemaParser.Parse(vector.Text("schema")!);
        return new JsonObject
        {
            ["toString"] = AvroSchemaText.ToText(schema),
            ["logicalType"] = LogicalTypes.Of(schema) == LogicalType.None ? null : LogicalTypes.NameOf(schema),
        };
    });

    public static string? Canonical(VectorCase vector) => Compare(vector, () =>
    {
        var schema = AvroSchemaParser.Parse(vector.Text("schema")!);
        var crc = Fingerprint.Crc64(schema);
        return new JsonObject
        {
            ["canonical"] = CanonicalForm.Of(schema),
            ["crc64"] = crc.ToString("x16"),
            ["crc64Long"] = BinaryPrimitivesText(crc),
            ["md5"] = Convert.ToHexStringLower(Fingerprint.Md5(schema)),
            ["sha256"] = Convert.ToHexStringLower(Fingerprint.Sha256(schema)),
            ["toString"] = AvroSchemaText.ToText(schema),
        };
    });

    public static string? Compatibility(VectorCase vector) => Compare(vector, () =>
    {
        var found = SchemaCompatibility.Check(AvroSchemaParser.Parse(vector.Text("reader")!), AvroSchemaParser.Parse(vector.Text("writer")!));
        return new JsonObject
        {
            ["compatibility"] = found.Count == 0 ? "COMPATIBLE" : "INCOMPATIBLE",
            ["incompatibilities"] = new JsonArray([.. found.Select(i => new JsonObject { ["type"] = JavaName(i.Type.ToString()), ["location"] = i.Location })]),
        };
    });

    public static string? DecimalToBytes(VectorCase vector) => Compare(vector, () =>
    {
        var schema = AvroSchemaParser.Parse(vector.Text("schema")!);
        var bytes = Convert.ToBase64String(AvroDecimals.ToBytes(schema, DecimalOf(vector["value"])));
        return schema is global::Avro.FixedSchema fixedSchema
            ? new JsonObject { ["fixed"] = bytes, ["name"] = fixedSchema.Fullname }
            : new JsonObject { ["bytes"] = bytes };
    });

    public static string? BytesToDecimal(VectorCase vector) => Compare(vector, () =>
    {
        var value = AvroDecimals.ToDecimal(AvroSchemaParser.Parse(vector.Text("schema")!), vector["raw"].GetProperty("bytes").GetBytesFromBase64());
        return new JsonObject { ["decimal"] = new JsonObject { ["unscaled"] = value.Unscaled.ToString(), ["scale"] = value.Scale } };
    });

    /// <summary>Members that the case has, and ours.</summary>
    private static string? Compare(VectorCase vector, Func<JsonObject> run) => VectorOutcome.Of(vector, () =>
    {
        var actual = run();
        if (vector.Ok && vector.Output.ValueKind == JsonValueKind.Object)
        {
            foreach (var extra in actual.Select(m => m.Key).Where(name => !vector.Output.TryGetProperty(name, out _)).ToList())
            {
                actual.Remove(extra);
            }
        }

        return actual;
    });

    private static string BinaryPrimitivesText(ulong crc) => unchecked((long)crc).ToString();

    private static string JavaName(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    private static BigDecimal DecimalOf(JsonElement value) => new(
        BigInteger.Parse(value.GetProperty("decimal").GetProperty("unscaled").GetString()!),
        value.GetProperty("decimal").GetProperty("scale").GetInt32());
}
