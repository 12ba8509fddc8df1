using Connect.Converters.Json;

namespace Connect.Benchmarks.Steps;

/// <summary>JSON, with and without schemas.</summary>
internal static class JsonSteps
{
    public static IEnumerable<Step> All() =>
        from record in TestRecords.All
        from schemas in new[] { false, true }
        let name = (schemas ? "json with schema " : "json schemaless ") + record.Shape
        let settings = new Dictionary<string, string?> { ["schemas.enable"] = schemas ? "true" : "false" }
        from step in ConverterSteps.Of(name, new JsonConverter(), settings, record.Schema, record.Value)
        select step;
}
