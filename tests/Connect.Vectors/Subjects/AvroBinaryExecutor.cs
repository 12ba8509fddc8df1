using Connect.TestVectors;

namespace Connect.Vectors.Subjects;

/// <summary>Avro's schemas and its binary encoding.</summary>
internal sealed class AvroBinaryExecutor : IVectorExecutor
{
    public string Subject => "avro-binary";

    public string? Run(VectorCase vector) => vector.Op switch
    {
        "parse" => AvroSchemaCases.Parse(vector),
        "canonical" => AvroSchemaCases.Canonical(vector),
        "compatibility" => AvroSchemaCases.Compatibility(vector),
        "logicalToRaw" => AvroSchemaCases.DecimalToBytes(vector),
        "rawToLogical" => AvroSchemaCases.BytesToDecimal(vector),
        "encode" => AvroCodecCases.Encode(vector),
        "decode" or "resolve" => AvroCodecCases.Decode(vector),
        _ => throw new InvalidOperationException($"Nothing runs {vector.Op}."),
    };
}
