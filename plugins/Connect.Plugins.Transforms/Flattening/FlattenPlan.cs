using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Fields;

namespace Connect.Plugins.Transforms.Flattening;

/// <summary>Where the fields of structs inside a struct go; worked out once a schema. Immutable.</summary>
internal sealed class FlattenPlan
{
    private readonly Step[] steps;

    /// <summary>Makes one.</summary>
    /// <param name="source">The schema of what is read.</param>
    /// <param name="delimiter">What stands between joined names.</param>
    /// <exception cref="DataException">A field is of a type that can't be flattened.</exception>
    public FlattenPlan(Schema source, string delimiter)
    {
        var builder = SchemaCopy.Basics(source, SchemaBuilder.Struct());
        Build(source, string.Empty, delimiter, builder, source.IsOptional, source.DefaultValue as Struct);
        Target = builder.Build();
        var next = 0;
        steps = StepsOf(source, ref next);
    }

    /// <summary>The schema of what is made.</summary>
    public Schema Target { get; }

    /// <summary>Flattens a struct.</summary>
    /// <param name="source">The struct.</param>
    public Struct Apply(Struct source)
    {
        var made = new Struct(Target);
        Apply(steps, source, made);
        return made;
    }

    private static void Apply(Step[] steps, Struct source, Struct made)
    {
        foreach (var step in steps)
        {
            if (step.Count > 0)
            {
                made.Copy(step.Copy.To.Index, source, step.Copy.From.Index, step.Count);
            }
            else if (step.Inside is null)
            {
                step.Copy.Apply(source, made);
            }
            else if (source.GetWithoutDefault(step.Copy.From) is Struct inside)
            {
                Apply(step.Inside, inside, made);
            }
        }
    }

    /// <summary>
    /// Adds the fields. A field is optional where any struct around it is, and takes its default out of that of a struct around it
    /// where it has none.
    /// </summary>
    private static void Build(Schema source, string prefix, string delimiter, SchemaBuilder builder, bool optional, Struct? given)
    {
        foreach (var field in source.Fields)
        {
            var schema = field.Schema;
            var name = prefix.Length == 0 ? field.Name : prefix + delimiter + field.Name;
            var fieldOptional = optional || schema.IsOptional;
            var fieldGiven = schema.DefaultValue ?? given?.Get(field);
            if (schema.IsReference)
            {
                throw new DataException($"Flatten can't flatten the field {name}: it is a struct of the kind of one around it, and would go on without an end");
            }

            if (schema.Type == SchemaType.Struct)
            {
                Build(schema, name, delimiter, builder, fieldOptional, fieldGiven as Struct);
            }
            else if (schema.Type == SchemaType.Map)
            {
                throw new DataException($"Flatten transformation does not support {schema.Type} for record with schemas (for field {name}).");
            }
            else
            {
                builder.Field(name, FieldSchema(schema, fieldOptional, fieldGiven));
            }
        }
    }

    private static Schema FieldSchema(Schema source, bool optional, object? given)
    {
        var builder = SchemaCopy.Basics(source, SchemaCopy.TypeOf(source));
        if (optional)
        {
            builder.Optional();
        }

        if (given is not null)
        {
            builder.Default(given);
        }

        // The same object where nothing is changed, so that copies need not compare what is in it.
        var made = builder.Build();
        return made.Equals(source) ? source : made;
    }

    private Step[] StepsOf(Schema source, ref int next)
    {
        var made = new List<Step>();
        foreach (var field in source.Fields)
        {
            if (field.Schema.Type == SchemaType.Struct)
            {
                made.Add(new Step(new FieldCopy(field, field, null), StepsOf(field.Schema, ref next), 0));
                continue;
            }

            var copy = FieldCopy.Of(field, Target.Fields[next++], withDefault: true);
            if (copy.Default is not null)
            {
                made.Add(new Step(copy, null, 0));
            }
            else if (made.Count > 0 && made[^1].Count > 0)
            {
                made[^1] = made[^1] with { Count = made[^1].Count + 1 };
            }
            else
            {
                made.Add(new Step(copy, null, 1));
            }
        }

        return [.. made];
    }

    /// <summary>A run of fields from one on, a field that has a default, or a struct whose fields follow.</summary>
    private sealed record Step(FieldCopy Copy, Step[]? Inside, int Count);
}
