using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>Data as Avro: the mapping, the framing on the wire, and the names of subjects.</summary>
internal sealed class AvroDataExecutor(HostPlugins plugins) : IVectorExecutor
{
    private readonly AvroMappingCases mapping = new(plugins);
    private readonly AvroWireCases wire = new(plugins);

    public string Subject => "avro-data";

    public string? Run(VectorCase vector) => vector.Op switch
    {
        "connect-to-avro" => mapping.Write(vector),
        "avro-to-connect" => mapping.Read(vector),
        "wire-decode" => wire.Decode(vector),
        "wire-encode" => wire.Encode(vector),
        "subject-name" => wire.Subject(vector),
        _ => throw new InvalidDataException($"Unknown kind {vector.Op}"),
    };
}
