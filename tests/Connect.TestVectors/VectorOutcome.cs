using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Errors;

namespace Connect.TestVectors;

/// <summary>Compares the outcome of a case, a value or a failure, with Java's: null where they agree, else both.</summary>
public static class VectorOutcome
{
    /// <summary>Runs something that gives what the case has as <c>output</c>.</summary>
    public static string? Of(VectorCase vector, Func<JsonNode?> run) =>
        Of(vector, () => (JsonNode?)run(), (expected, actual) => VectorComparer.Difference(expected.Output, actual), Text);

    /// <summary>Runs something and compares what it gives.</summary>
    /// <param name="vector">The case.</param>
    /// <param name="run">Gives the actual outcome.</param>
    /// <param name="difference">The difference from what the case expects; null for none.</param>
    /// <param name="text">The actual outcome as a text.</param>
    public static string? Of<T>(VectorCase vector, Func<T> run, Func<VectorCase, T, string?> difference, Func<T, string> text)
    {
        T actual;
        try
        {
            actual = run();
        }
        catch (Exception e)
        {
            return OfFailure(vector, e);
        }

        return vector.Ok ? difference(vector, actual) : $"expected {Expected(vector)}, got {text(actual)}";
    }

    /// <summary>Compares a failure.</summary>
    public static string? OfFailure(VectorCase vector, Exception failure) =>
        !vector.Ok && IsOfKind(failure, vector.Kind) ? null : $"expected {Expected(vector)}, got {Text(failure)}";

    /// <summary>
    /// Whether a failure is of a kind that the vectors know. Where Java itself stumbles (kind <c>java</c>), any failure that says
    /// what is wrong will do.
    /// </summary>
    public static bool IsOfKind(Exception failure, string? kind) => kind switch
    {
        "data" => failure is DataException,
        "config" => failure is ConfigException,
        "serialization" => failure is DataException or ConfigException,
        "connect" => failure is ConnectException and not (DataException or ConfigException),
        _ => failure is ConnectException or ArgumentException or KeyNotFoundException,
    };

    /// <summary>What a case expects.</summary>
    public static string Expected(VectorCase vector) => !vector.Ok ? $"a failure of kind {vector.Kind}"
        : vector.Output.ValueKind == JsonValueKind.Undefined ? "success"
        : vector.Output.GetRawText();

    /// <summary>A node as JSON.</summary>
    public static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";

    /// <summary>A failure: where it is none of Connect's, with its trace.</summary>
    private static string Text(Exception failure) =>
        failure is ConnectException ? $"{failure.GetType().Name}: {failure.Message}" : failure.ToString();
}
