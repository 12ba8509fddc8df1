namespace Connect.Abi.TestKit;

/// <summary>One check of a suite. Run it from a test of any framework, or in a loop.</summary>
/// <param name="Name">Its name: that of the suite's method.</param>
/// <param name="RunAsync">Runs it; fails with a <see cref="CheckFailedException"/>.</param>
public sealed record Check(string Name, Func<Task> RunAsync)
{
    /// <summary>The name, as test runners show it.</summary>
    public override string ToString() => Name;
}
