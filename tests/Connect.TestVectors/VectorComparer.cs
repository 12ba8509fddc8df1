using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Data;

namespace Connect.TestVectors;

/// <summary>
/// Compares expected with actual JSON of the vectors' kinds: map entries in whatever order, floats as numbers, both forms of bytes
/// alike, left-out members as null; the order of struct fields, parameters and lists counts.
/// </summary>
public static class VectorComparer
{
    /// <summary>The first difference; null where there is none.</summary>
    public static string? Difference(JsonElement expected, JsonNode? actual) =>
        Difference(expected.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(expected.GetRawText()), actual, "$");

    /// <summary>The first difference between an expected value with schema (or null) and an actual one.</summary>
    public static string? Difference(JsonElement expected, SchemaAndValue actual) => expected.ValueKind == JsonValueKind.Null
        ? actual == default ? null : $"expected null, got {VectorWriter.WriteTyped(actual).ToJsonString()}"
        : Difference(expected, VectorWriter.WriteTyped(actual));

    private static string? Difference(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (JsonObject e, JsonObject a):
                return ObjectDifference(e, a, path);
            case (JsonArray e, JsonArray a):
                return path.EndsWith(".map", StringComparison.Ordinal) ? EntriesDifference(e, a, path) : ArrayDifference(e, a, path);
            default:
                return expected is not null && actual is not null && (JsonNode.DeepEquals(expected, actual) || SameFloat(expected, actual, path))
                    ? null
                    : $"at {path}: expected {Text(expected)}, got {Text(actual)}";
        }
    }

    private static string? ObjectDifference(JsonObject expected, JsonObject actual, string path)
    {
        expected = WithOneBytes(expected);
        actual = WithOneBytes(actual);
        if (path.EndsWith(".struct", StringComparison.Ordinal) || path.EndsWith(".parameters", StringComparison.Ordinal))
        {
            var names = string.Join(',', expected.Select(p => p.Key));
            var actualNames = string.Join(',', actual.Select(p => p.Key));
            if (names != actualNames)
            {
                return $"at {path}: expected {names}, got {actualNames}";
            }
        }

        foreach (var name in expected.Select(p => p.Key).Union(actual.Select(p => p.Key)))
        {
            // A struct's schema is left out where it is that of its position, which the writer may not know.
            if (name == "schema" && (expected.ContainsKey("struct") || actual.ContainsKey("struct")) && expected["schema"] is null)
            {
                continue;
            }

            // A struct without fields may leave the list out.
            if (name == "fields" && expected[name] is null && actual[name] is JsonArray { Count: 0 })
            {
                continue;
            }

            if (Difference(expected[name], actual[name], $"{path}.{name}") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? ArrayDifference(JsonArray expected, JsonArray actual, string path)
    {
        if (expected.Count != actual.Count)
        {
            return $"at {path}: expected {expected.Count} elements, got {actual.Count}: {Text(actual)}";
        }

        for (var i = 0; i < expected.Count; i++)
        {
            if (Difference(expected[i], actual[i], $"{path}[{i}]") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static string? EntriesDifference(JsonArray expected, JsonArray actual, string path)
    {
        var left = actual.ToList();
        foreach (var entry in expected)
        {
            var at = left.FindIndex(candidate => Difference(entry, candidate, path + "[]") is null);
            if (at < 0)
            {
                return $"at {path}: expected the entry {Text(entry)}, got {Text(actual)}";
            }

            left.RemoveAt(at);
        }

        return left.Count == 0 ? null : $"at {path}: more than expected: {Text(left[0])}";
    }

    private static bool SameFloat(JsonNode expected, JsonNode actual, string path)
    {
        if (expected.GetValueKind() != JsonValueKind.String || actual.GetValueKind() != JsonValueKind.String)
        {
            return false;
        }

        return path.EndsWith(".float64", StringComparison.Ordinal)
            ? VectorReader.ReadFloat64(expected.GetValue<string>()).Equals(VectorReader.ReadFloat64(actual.GetValue<string>()))
            : path.EndsWith(".float32", StringComparison.Ordinal)
                && VectorReader.ReadFloat32(expected.GetValue<string>()).Equals(VectorReader.ReadFloat32(actual.GetValue<string>()));
    }

    private static JsonObject WithOneBytes(JsonObject value) =>
        value.ContainsKey("bytebuffer") ? new JsonObject { ["bytes"] = value["bytebuffer"]!.DeepClone() } : value;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
