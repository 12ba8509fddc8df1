using Connect.Abi.Records;
using Connect.Pipeline.Tolerance;

namespace Connect.Pipeline.Transforms;

/// <summary>Applies a task's transformations in order. On the task's thread.</summary>
internal sealed class TransformationChain<TRecord>(IReadOnlyList<TransformationStep> steps, ToleranceOperator tolerance)
    where TRecord : ConnectRecord
{
    private readonly TransformationStep[] chain = [.. steps];

    /// <summary>Applies the chain.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The record that comes out, or that it was dropped or failed.</returns>
    /// <exception cref="StageFailedException">A step failed and that is not tolerated.</exception>
    public Outcome<TRecord> Apply(TRecord record)
    {
        foreach (var step in chain)
        {
            var apply = new Step(step, record);
            if (!tolerance.TryRun<Step, TRecord?>(ref apply, out var transformed))
            {
                return Outcome<TRecord>.Failed;
            }

            if (transformed is null)
            {
                return Outcome<TRecord>.Dropped;
            }

            record = transformed;
        }

        return Outcome<TRecord>.Passed(record);
    }

    private readonly struct Step(TransformationStep step, TRecord record) : IStep<TRecord?>
    {
        public string ClassName => step.ClassName;

        public Stage Stage => Stage.Transformation;

        public string? Header => null;

        public TRecord? Run() => step.Predicate is { } predicate && predicate.Test(record) == step.Negate
            ? record
            : (TRecord?)step.Transformation.Apply(record);
    }
}
