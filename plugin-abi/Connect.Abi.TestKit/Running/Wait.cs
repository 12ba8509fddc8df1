using System.Globalization;

namespace Connect.Abi.TestKit.Running;

/// <summary>Waits for calls that may never end.</summary>
internal static class Wait
{
    /// <summary>Waits as long as one call may take; what the call throws comes as it is.</summary>
    public static Task ForAsync(PluginSuite suite, Task call, string name) =>
        ForAsync(suite, call, suite.CallTimeout, name, "return, and pass the cancellation token on to whatever waits");

    /// <summary>Waits for a limited time.</summary>
    /// <exception cref="CheckFailedException">It has not ended by then.</exception>
    public static async Task ForAsync(PluginSuite suite, Task call, TimeSpan limit, string name, string advice)
    {
        if (!await EndsWithinAsync(suite, call, limit).ConfigureAwait(false))
        {
            throw new CheckFailedException($"{name} ends within {Text(limit)}", "it has not ended", advice);
        }

        await call.ConfigureAwait(false);
    }

    /// <summary>Whether a call ends in time, well or not.</summary>
    public static async Task<bool> EndsWithinAsync(PluginSuite suite, Task call, TimeSpan limit)
    {
        using var ended = new CancellationTokenSource();
        var first = await Task.WhenAny(call, Task.Delay(limit, suite.Time, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        return first == call;
    }

    public static string Text(TimeSpan limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.###} s");
}
