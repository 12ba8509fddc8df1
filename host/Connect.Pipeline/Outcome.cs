namespace Connect.Pipeline;

/// <summary>What became of a record at a stage.</summary>
public enum OutcomeKind
{
    /// <summary>It goes on.</summary>
    Passed,

    /// <summary>A transformation dropped it.</summary>
    Dropped,

    /// <summary>It failed, was reported, and is passed over.</summary>
    Failed,
}

/// <summary>What became of a record, with the result where it passed.</summary>
/// <typeparam name="T">The result's type.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? result;

    private Outcome(OutcomeKind kind, T? result)
    {
        Kind = kind;
        this.result = result;
    }

    /// <summary>Dropped by a transformation.</summary>
    public static Outcome<T> Dropped => new(OutcomeKind.Dropped, default);

    /// <summary>Failed and tolerated.</summary>
    public static Outcome<T> Failed => new(OutcomeKind.Failed, default);

    /// <summary>What became of it.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>Whether the record goes on.</summary>
    public bool HasPassed => Kind == OutcomeKind.Passed;

    /// <summary>The result of a record that passed.</summary>
    /// <exception cref="InvalidOperationException">It did not pass.</exception>
    public T Result => Kind == OutcomeKind.Passed ? result! : throw new InvalidOperationException($"No result: the record was {Kind}.");

    /// <summary>Passed with a result.</summary>
    /// <param name="result">The result.</param>
    public static Outcome<T> Passed(T result) => new(OutcomeKind.Passed, result);
}
