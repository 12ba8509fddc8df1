namespace Connect.Vectors.Running;

/// <summary>How a case ended.</summary>
/// <param name="Id">The case.</param>
/// <param name="Failure">What was expected and what came; null where they agree, or differ as the list of differences has it.</param>
/// <param name="Difference">The reason of a deliberate difference; null for none.</param>
internal sealed record CaseResult(string Id, string? Failure, string? Difference);
