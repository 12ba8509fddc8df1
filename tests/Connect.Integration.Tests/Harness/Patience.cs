using System.Diagnostics;

namespace Connect.Integration.Tests.Harness;

/// <summary>Waits for what can only be looked at from outside: a file, a status, a log line.</summary>
internal static class Patience
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>How long anything may take on a slow and busy machine.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again until the probe yields something.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="probe">Yields null while it is not there.</param>
    /// <param name="seen">What to say beside it when the time is over.</param>
    /// <param name="cancellationToken">The test's token.</param>
    /// <param name="limit">How long; <see cref="Usual"/> if nothing is said.</param>
    public static async Task<T> ForAsync<T>(
        string what, Func<Task<T?>> probe, Func<string> seen, CancellationToken cancellationToken, TimeSpan? limit = null)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await probe() is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(began) > (limit ?? Usual))
            {
                Assert.Fail($"Not within {(limit ?? Usual).TotalSeconds} s: {what}.\n{seen()}");
            }

            await Task.Delay(Pace, TimeProvider.System, cancellationToken);
        }
    }
}
