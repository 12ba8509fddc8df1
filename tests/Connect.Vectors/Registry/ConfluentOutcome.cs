using System.Text.Json;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestVectors;

namespace Connect.Vectors.Registry;

/// <summary>How the vectors of Confluent's converter say what comes out, and how Java fails.</summary>
internal static class ConfluentOutcome
{
    /// <summary>Runs a case and compares a failure; the run itself compares the rest.</summary>
    /// <param name="expected">What may have the member <c>error</c>.</param>
    /// <param name="run">Gives the difference from what is expected; null for none.</param>
    public static string? Of(JsonElement expected, Func<string?> run)
    {
        var error = expected.TryGetProperty("error", out var given) ? given : (JsonElement?)null;
        string? difference;
        try
        {
            difference = run();
        }
        catch (ConnectException e)
        {
            return error is { } known && IsOfKind(e, known.GetProperty("kind").GetString()!) ? null
                : $"expected {(error is { } other ? other.GetRawText() : "success")}, got {e.GetType().Name}: {e.Message}";
        }

        return error is { } missed ? $"expected {missed.GetRawText()}, got success" : difference;
    }

    /// <summary>The first difference between an expected value with its schema and an actual one; null for none, or where a failure is expected.</summary>
    public static string? Difference(JsonElement expected, SchemaAndValue actual) => expected.TryGetProperty("error", out _) ? null
        : VectorComparer.Difference(expected.GetProperty("schema"), PlainWriter.WriteSchema(actual.Schema))
        ?? VectorComparer.Difference(expected.GetProperty("value"), PlainWriter.WriteValue(actual.Value, actual.Schema));

    /// <summary>The difference between a payload, base64 or null, and an actual one; null for none.</summary>
    public static string? Difference(JsonElement expected, byte[]? actual)
    {
        var got = actual is null ? null : Convert.ToBase64String(actual);
        return expected.GetString() == got ? null : $"expected {expected.GetString() ?? "null"}, got {got ?? "null"}";
    }

    // What leaked from Java's converter may be any failure here.
    private static bool IsOfKind(ConnectException failure, string kind) => kind switch
    {
        "data" => failure is DataException,
        "config" => failure is ConfigException,
        "retriable" => failure is RetriableException,
        "kafka" => failure is not (DataException or ConfigException or RetriableException),
        _ => true,
    };
}
