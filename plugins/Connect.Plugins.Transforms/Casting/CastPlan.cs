using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Plugins.Transforms.Fields;

namespace Connect.Plugins.Transforms.Casting;

/// <summary>How a struct of one schema is cast field by field; worked out once a schema. Immutable.</summary>
internal sealed class CastPlan
{
    private readonly StructPlan? copies;
    private readonly FieldCast[] casts = [];

    /// <summary>Makes one.</summary>
    /// <param name="source">The schema of what is read.</param>
    /// <param name="target">The schema of what is made.</param>
    /// <param name="types">The types to cast to by field.</param>
    /// <param name="withDefault">Whether a field's default stands for null.</param>
    /// <exception cref="DataException">The target lacks a field of the source.</exception>
    public CastPlan(Schema source, Schema target, Dictionary<string, SchemaType> types, bool withDefault)
    {
        Target = target;
        if (source.Type != SchemaType.Struct || target.Type != SchemaType.Struct)
        {
            return;
        }

        var plain = new List<FieldCopy>();
        var cast = new List<FieldCast>();
        foreach (var from in source.Fields)
        {
            var to = target.Field(from.Name) ?? throw new DataException($"{target} has no field {from.Name}, but the value's {source} has.");
            var copy = FieldCopy.Of(from, to, withDefault);
            if (types.TryGetValue(from.Name, out var type))
            {
                cast.Add(new FieldCast(copy, type, SourceOf(from.Schema)));
            }
            else
            {
                plain.Add(copy);
            }
        }

        copies = new StructPlan(target, plain);
        casts = [.. cast];

        // Where a default does not stand for null, the copy of a null that its field does not allow fails.
        ChangesNothing = casts.Length == 0 && !SchemaCopy.HasFieldDefaults(source);
    }

    private enum Source
    {
        Other,
        Int8,
        Int16,
        Int32,
        Int64,
        Float32,
        Float64,
    }

    /// <summary>The schema of what is made.</summary>
    public Schema Target { get; }

    /// <summary>Whether structs come out as they went in.</summary>
    public bool ChangesNothing { get; }

    /// <summary>Casts a struct.</summary>
    /// <param name="source">The struct.</param>
    public Struct Apply(Struct source)
    {
        var made = copies?.Apply(source) ?? new Struct(Target);
        foreach (ref readonly var cast in casts.AsSpan())
        {
            Apply(source, made, cast);
        }

        return made;
    }

    private static void Apply(Struct source, Struct made, in FieldCast cast)
    {
        var type = cast.Type;
        var (from, to, given) = cast.Copy;
        if (cast.Source == Source.Other || source.IsNull(from))
        {
            made.Put(to, ValueCaster.Cast(from.Schema, source.GetWithoutDefault(from) ?? given, type));
            return;
        }

        switch (cast.Source)
        {
            case Source.Int8:
                ValueCaster.Put((long)source.Get<sbyte>(from), made, to, type);
                break;
            case Source.Int16:
                ValueCaster.Put((long)source.Get<short>(from), made, to, type);
                break;
            case Source.Int32:
                ValueCaster.Put((long)source.Get<int>(from), made, to, type);
                break;
            case Source.Int64:
                ValueCaster.Put(source.Get<long>(from), made, to, type);
                break;
            case Source.Float32 when type == SchemaType.String:
                made.Put(to, (object?)ConnectText.Of(source.Get<float>(from)));
                break;
            case Source.Float32:
                ValueCaster.Put((double)source.Get<float>(from), made, to, type);
                break;
            case Source.Float64 when type == SchemaType.String:
                made.Put(to, (object?)ConnectText.Of(source.Get<double>(from)));
                break;
            default:
                ValueCaster.Put(source.Get<double>(from), made, to, type);
                break;
        }
    }

    /// <summary>Numbers are read as what they are; logical types have other values.</summary>
    private static Source SourceOf(Schema schema) => schema.Name is not null ? Source.Other : schema.Type switch
    {
        SchemaType.Int8 => Source.Int8,
        SchemaType.Int16 => Source.Int16,
        SchemaType.Int32 => Source.Int32,
        SchemaType.Int64 => Source.Int64,
        SchemaType.Float32 => Source.Float32,
        SchemaType.Float64 => Source.Float64,
        _ => Source.Other,
    };

    private readonly record struct FieldCast(FieldCopy Copy, SchemaType Type, Source Source);
}
