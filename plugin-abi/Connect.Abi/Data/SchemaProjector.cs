using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>Turns values of a writer's schema into values of a reader's schema: numbers widened, fields matched by name.</summary>
public static class SchemaProjector
{
    /// <summary>Projects a value.</summary>
    /// <param name="source">The value's schema.</param>
    /// <param name="record">The value; may be null.</param>
    /// <param name="target">The schema to project to.</param>
    /// <returns>The value for the target schema; the same object where nothing changes.</returns>
    /// <exception cref="SchemaProjectorException">
    /// Types, names or parameters do not go together, or a required field or value has neither a source nor a default.
    /// </exception>
    public static object? Project(Schema source, object? record, Schema target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        CheckCompatible(source, target);
        if (source.IsOptional && !target.IsOptional)
        {
            if (target.DefaultValue is null)
            {
                throw new SchemaProjectorException("Writer schema is optional, however, target schema does not provide a default value.");
            }

            return record is null ? target.DefaultValue : ProjectValue(source, record, target);
        }

        return record is null ? null : ProjectValue(source, record, target);
    }

    private static void CheckCompatible(Schema source, Schema target)
    {
        if (source.Type != target.Type && !IsPromotable(source.Type, target.Type))
        {
            throw new SchemaProjectorException(
                $"Schema type mismatch. source type: {source.Type.ToName()} and target type: {target.Type.ToName()}");
        }

        if (source.Name != target.Name)
        {
            throw new SchemaProjectorException($"Schema name mismatch. source name: {source.Name} and target name: {target.Name}");
        }

        if (!Schema.ParametersAreEqual(source.Parameters, target.Parameters))
        {
            throw new SchemaProjectorException(
                $"Schema parameters not equal. source parameters: {Text(source.Parameters)} and target parameters: {Text(target.Parameters)}");
        }
    }

    private static object ProjectValue(Schema source, object record, Schema target) => target.Type switch
    {
        SchemaType.Struct => ProjectStruct(source, Expect<Struct>(record, source), target),
        SchemaType.Array => ProjectArray(source, Expect<IReadOnlyList<object?>>(record, source), target),
        SchemaType.Map => ProjectMap(source, ConnectMap.From(record) ?? Expect<ConnectMap>(record, source), target),
        _ => IsPromotable(source.Type, target.Type) ? Numbers.Narrow(record, target.Type) ?? record : record,
    };

    private static Struct ProjectStruct(Schema source, Struct record, Schema target)
    {
        Nesting.CheckStack();
        var result = new Struct(target);
        foreach (var field in target.Fields)
        {
            if (source.Field(field.Name) is { } sourceField)
            {
                ProjectField(record, sourceField, result, field);
            }
            else if (field.Schema.DefaultValue is not null && !field.Schema.IsOptional)
            {
                result.Put(field, field.Schema.DefaultValue);
            }
            else if (!field.Schema.IsOptional)
            {
                throw new SchemaProjectorException($"Required field `{field.Name}` is missing from source schema: {source}");
            }
        }

        return result;
    }

    private static void ProjectField(Struct record, Field sourceField, Struct result, Field field)
    {
        if (field.Schema.Type.IsPrimitive() && field.Schema.Equals(sourceField.Schema) && record.IsSet(sourceField))
        {
            result.Copy(field, record, sourceField);
            return;
        }

        try
        {
            result.Put(field, Project(sourceField.Schema, record.Get(sourceField), field.Schema));
        }
        catch (SchemaProjectorException e)
        {
            throw new SchemaProjectorException($"Error projecting {sourceField.Name}: {e.Message}", e);
        }
    }

    private static List<object?> ProjectArray(Schema source, IReadOnlyList<object?> record, Schema target)
    {
        var from = Element(source.ValueSchema, source);
        var to = Element(target.ValueSchema, target);
        var result = new List<object?>(record.Count);
        for (var i = 0; i < record.Count; i++)
        {
            result.Add(Project(from, record[i], to));
        }

        return result;
    }

    private static ConnectMap ProjectMap(Schema source, ConnectMap record, Schema target)
    {
        var fromKey = Element(source.KeySchema, source);
        var toKey = Element(target.KeySchema, target);
        var from = Element(source.ValueSchema, source);
        var to = Element(target.ValueSchema, target);
        var result = new ConnectMap(record.Count);
        foreach (var (key, value) in record)
        {
            result[Project(fromKey, key, toKey)] = Project(from, value, to);
        }

        return result;
    }

    private static Schema Element(Schema? schema, Schema owner) =>
        schema ?? throw new SchemaProjectorException($"No schema defined for the elements of {owner}");

    private static T Expect<T>(object record, Schema schema)
        where T : class =>
        record as T ?? throw new SchemaProjectorException($"A value of {schema} can't be {record.GetType()}");

    // The numbers stand first in the enumeration, narrow before wide.
    private static bool IsPromotable(SchemaType source, SchemaType target) => source <= target && target <= SchemaType.Float64;

    private static string Text(IReadOnlyDictionary<string, string>? parameters) =>
        parameters is null ? "none" : string.Join(", ", parameters.Select(p => $"{p.Key}={p.Value}"));
}
