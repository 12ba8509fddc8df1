namespace Connect.Abi.TestKit.Tests.Faulty;

/// <summary>Runs checks that have to fail.</summary>
internal static class FaultChecks
{
    public static Task RunAsync(PluginSuite suite, string check) => suite.Checks.Single(c => c.Name == check).RunAsync();

    public static async Task FailsAsync(PluginSuite suite, string check, string seen)
    {
        var error = await Assert.ThrowsAsync<CheckFailedException>(() => RunAsync(suite, check));
        Assert.Contains(seen, error.Seen);
        Assert.NotEmpty(error.Advice);
    }

    public static void LeaveNoneOut(PluginSuite suite, IEnumerable<string> faulty) =>
        Assert.Empty(suite.Checks.Select(check => check.Name).Except(faulty));
}
