using Connect.Abi.Transforms;

namespace Connect.Pipeline;

/// <summary>One transformation of a chain, with the predicate that it depends on.</summary>
/// <param name="Alias">Its name in <c>transforms</c>.</param>
/// <param name="Transformation">The configured instance.</param>
/// <param name="ClassName">Its contract name.</param>
/// <param name="Predicate">The configured predicate; null to apply it to every record.</param>
/// <param name="Negate">Whether it applies where the predicate does not.</param>
public sealed record TransformationStep(
    string Alias, ITransformation Transformation, string ClassName, IPredicate? Predicate = null, bool Negate = false);
