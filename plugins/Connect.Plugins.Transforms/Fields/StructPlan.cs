using Connect.Abi.Data;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>Which field of a struct goes where in another one; worked out once a schema. Immutable.</summary>
internal sealed class StructPlan
{
    private readonly Run[] runs;
    private readonly FieldCopy[] withDefaults;

    /// <summary>Makes one.</summary>
    /// <param name="target">The schema of the structs made.</param>
    /// <param name="copies">What is copied.</param>
    public StructPlan(Schema target, IEnumerable<FieldCopy> copies)
    {
        Target = target;
        var plain = new List<Run>();
        var defaulted = new List<FieldCopy>();
        foreach (var copy in copies)
        {
            if (copy.Default is not null)
            {
                defaulted.Add(copy);
            }
            else if (plain.Count > 0 && plain[^1].Reaches(copy))
            {
                plain[^1] = plain[^1] with { Count = plain[^1].Count + 1 };
            }
            else
            {
                plain.Add(new Run(copy.From.Index, copy.To.Index, 1));
            }
        }

        runs = [.. plain];
        withDefaults = [.. defaulted];
    }

    /// <summary>The schema of the structs made.</summary>
    public Schema Target { get; }

    /// <summary>A new struct with what is copied from another one.</summary>
    /// <param name="source">The other one, of the schema that the copies read.</param>
    public Struct Apply(Struct source)
    {
        var made = new Struct(Target);
        foreach (ref readonly var run in runs.AsSpan())
        {
            made.Copy(run.To, source, run.From, run.Count);
        }

        foreach (ref readonly var copy in withDefaults.AsSpan())
        {
            copy.Apply(source, made);
        }

        return made;
    }

    /// <summary>Fields that lie side by side in both structs.</summary>
    private readonly record struct Run(int From, int To, int Count)
    {
        public bool Reaches(FieldCopy next) => next.From.Index == From + Count && next.To.Index == To + Count;
    }
}
