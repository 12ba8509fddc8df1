namespace Connect.Benchmarks;

/// <summary>One step of a record's way, with all that it needs made before.</summary>
/// <param name="name">The name that <c>JavaSteps.java</c> prints for the same step, where it has it.</param>
/// <param name="run">Runs it once, and gives what has to be kept alive.</param>
public sealed class Step(string name, Func<object?> run)
{
    public string Name { get; } = name;

    public object? Run() => run();

    public override string ToString() => Name;
}
