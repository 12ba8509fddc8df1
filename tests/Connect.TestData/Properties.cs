using Connect.TestData.Fuzzing;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.TestData;

/// <summary>Checks properties over generated data.</summary>
public static class Properties
{
    /// <summary>Runs a check over many values, each larger than those before, and shrinks one that fails.</summary>
    /// <param name="values">The values.</param>
    /// <param name="check">What has to hold; throws where it does not.</param>
    /// <param name="count">How many.</param>
    public static void Hold<T>(Arbitrary<T> values, Action<T> check, int count = 2000)
    {
        // FsCheck asks that the second half of a seed is odd.
        var config = Config.QuickThrowOnFailure
            .WithName($"{FuzzSeed.Variable}={FuzzSeed.Value}")
            .WithReplay((ulong)FuzzSeed.Value, 0x9E3779B97F4A7C15)
            .WithMaxTest(count)
            .WithEndSize(40);
        Check.One(config, Prop.ForAll(values, check));
    }
}
