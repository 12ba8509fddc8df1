using System.Globalization;

namespace Connect.TestData.Fuzzing;

/// <summary>
/// The seed of all that is random in a run of the tests: a new one each time, or the environment's CONNECT_FUZZ_SEED. And how many payloads
/// each fuzz reads: as many as it says, or the environment's CONNECT_FUZZ_COUNT.
/// </summary>
public static class FuzzSeed
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "CONNECT_FUZZ_SEED";

    /// <summary>How many payloads the environment asks for.</summary>
    public static int? Count { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CONNECT_FUZZ_COUNT"), CultureInfo.InvariantCulture, out var given) ? given : null;

    /// <summary>The seed.</summary>
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
}
