using System.Text;
using Connect.Abi.Data;
using Connect.Converters.Avro;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Vectors.Registry;

/// <summary>The data that the registry's vectors speak of.</summary>
internal static class Orders
{
    /// <summary>The schema of an order.</summary>
    public const string Plain =
        """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"int"}],"connect.name":"com.example.Order"}""";

    private const string WithNote =
        """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"int"},{"name":"note","type":["null","string"],"default":null}],"connect.name":"com.example.Order"}""";

    private const string WithTextId =
        """{"type":"record","name":"Order","namespace":"com.example","fields":[{"name":"id","type":"string"}],"connect.name":"com.example.Order"}""";

    private const int FrameLength = 5;

    private static readonly AvroData Mapping = new(new AvroDataSettings(new Dictionary<string, string?>()));
    private static readonly byte[] FirstId = [2];
    private static readonly byte[] FirstIdAsText = [2, (byte)'1'];

    /// <summary>The first order.</summary>
    public static SchemaAndValue First { get; } = Read(Plain, FirstId);

    /// <summary>The data that the words of a step mean.</summary>
    /// <param name="step">The words.</param>
    /// <param name="wire">What is written for it; null where that is not known.</param>
    public static SchemaAndValue Of(string step, byte[]? wire) => step switch
    {
        _ when step.Contains("null with optional schema", StringComparison.Ordinal) => new(SchemaBuilder.Of(SchemaType.String).Optional().Build(), null),
        _ when step.Contains("string key", StringComparison.Ordinal) => new(Schema.String, Encoding.UTF8.GetString(wire!.AsSpan(FrameLength + 1))),
        _ when step.Contains("schemaless map", StringComparison.Ordinal) => new(null, new ConnectMap([KeyValuePair.Create<object?, object?>("a", 1)])),
        _ when step.Contains("incompatible", StringComparison.Ordinal) || step.Contains("unknown schema", StringComparison.Ordinal) =>
            Read(WithTextId, FirstIdAsText),
        _ when step.Contains("a second schema", StringComparison.Ordinal) || step.StartsWith("v2 ", StringComparison.Ordinal) =>
            Read(WithNote, wire![FrameLength..]),
        _ => Read(Plain, wire?[FrameLength..] ?? FirstId),
    };

    private static SchemaAndValue Read(string schema, byte[] data) => Mapping.PlanRead(AvroSchemaParser.Parse(schema), null, null).Read(data, out _);
}
