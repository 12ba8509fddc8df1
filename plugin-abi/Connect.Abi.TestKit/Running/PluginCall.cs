namespace Connect.Abi.TestKit.Running;

/// <summary>Calls of a plugin that have to succeed.</summary>
internal static class PluginCall
{
    /// <exception cref="CheckFailedException">It threw, or did not end in time.</exception>
    public static async Task SucceedsAsync(PluginSuite suite, Task call, string name, TimeSpan? limit = null)
    {
        try
        {
            await Wait.ForAsync(
                suite, call, limit ?? suite.CallTimeout, name, "see what it waits for, and pass the cancellation token on to it")
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is not CheckFailedException)
        {
            throw Threw(name, error);
        }
    }

    public static CheckFailedException Threw(string name, Exception error) => new(
        $"{name} succeeds",
        $"{error.GetType().Name}: {error.Message}",
        "see the inner exception for where it comes from",
        error);
}
