using System.Globalization;

namespace Connect.TestData.Fuzzing;

/// <summary>The seed of all that is random in a run of the tests: a new one each time, or the environment's CONNECT_FUZZ_SEED.</summary>
public static class FuzzSeed
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "CONNECT_FUZZ_SEED";

    /// <summary>The seed.</summary>
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
}
