namespace Connect.Abi.TestKit;

/// <summary>One check of a suite. Run it from a test of any framework, or in a loop.</summary>
public sealed class Check
{
    private readonly Func<Task> run;

    internal Check(Func<Task> run) => this.run = run;

    /// <summary>Its name: that of the suite's method.</summary>
    public string Name => run.Method.Name;

    /// <summary>Runs it. It ends whatever the plugin does: each wait has one of the suite's timeouts.</summary>
    /// <exception cref="CheckFailedException">The plugin does not do what the host relies on.</exception>
    public Task RunAsync() => run();

    /// <summary>The name, as test runners show it.</summary>
    public override string ToString() => Name;
}
