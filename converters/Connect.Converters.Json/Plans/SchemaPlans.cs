using Connect.Abi.Data;

namespace Connect.Converters.Json.Plans;

/// <summary>The plans of schemas that are parts of each other: one for each, however often it is a part.</summary>
internal sealed class SchemaPlans
{
    private readonly Dictionary<Schema, SchemaPlan> known = new(ReferenceEqualityComparer.Instance);

    public SchemaPlan Of(Schema schema) => known.TryGetValue(schema, out var plan) ? plan : new SchemaPlan(schema, this);

    /// <summary>Called by a plan that begins to be made: a struct may be inside of itself.</summary>
    public void Begin(SchemaPlan plan) => known.Add(plan.Schema, plan);
}
