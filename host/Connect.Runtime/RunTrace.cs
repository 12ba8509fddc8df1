using Connect.Pipeline;

namespace Connect.Runtime;

/// <summary>Why something failed, as status shows it.</summary>
public static class RunTrace
{
    /// <summary>The trace of an error, in the shape that Connect's clients know.</summary>
    /// <param name="error">The error.</param>
    public static string Of(Exception error) => ContractTrace.Of(error);
}
