namespace Connect.Benchmarks;

/// <summary>One step of a record's way, with all that it needs made before.</summary>
/// <param name="name">The name that <c>JavaSteps.java</c> prints for the same step, where it has it.</param>
/// <param name="run">Runs it once, and gives what has to be kept alive.</param>
public sealed class Step(string name, Func<object?> run)
{
    public string Name { get; } = name;

    /// <summary>The same done by a library alone, to be compared with; null for none.</summary>
    public Step? Alone { get; private init; }

    public object? Run() => run();

    /// <summary>The step with another beside it that does the same with a library alone.</summary>
    public Step Beside(Step alone) => new(Name, run) { Alone = alone };

    public override string ToString() => Name;
}
