using Connect.Benchmarks.Steps;

namespace Connect.Benchmarks;

/// <summary>All steps, in the order in which they are printed.</summary>
public static class AllSteps
{
    public static IEnumerable<Step> Containing(string part) =>
        JsonSteps.All().Concat(PrimitiveSteps.All()).Concat(AvroSteps.All()).Concat(TransformationSteps.All())
            .Where(step => step.Name.Contains(part, StringComparison.Ordinal));
}
