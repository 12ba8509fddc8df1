using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// Makes a <see cref="Schema"/>: <c>SchemaBuilder.Struct().Name("point").Field("x", Schema.Int32).Optional().Build()</c>. What is set
/// once can't be set to something else.
/// </summary>
public sealed class SchemaBuilder
{
    private readonly SchemaType type;
    private readonly Schema? keySchema;
    private readonly Schema? valueSchema;
    private bool? optional;
    private object? defaultValue;
    private string? name;
    private int? version;
    private string? doc;
    private OrderedDictionary<string, string>? parameters;
    private ImmutableArray<Field>.Builder? fields;
    private HashSet<string>? fieldNames;
    private List<Schema>? references;

    private SchemaBuilder(SchemaType type, Schema? keySchema = null, Schema? valueSchema = null)
    {
        this.type = type;
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
    }

    /// <summary>Begins a schema of a type; an array or map begun so has no element schemas, and validates no elements.</summary>
    /// <param name="type">The type.</param>
    public static SchemaBuilder Of(SchemaType type) =>
        Enum.IsDefined(type) ? new(type) : throw new SchemaBuilderException($"{type} is not a schema type");

    /// <summary>Begins an int8.</summary>
    public static SchemaBuilder Int8() => new(SchemaType.Int8);

    /// <summary>Begins an int16.</summary>
    public static SchemaBuilder Int16() => new(SchemaType.Int16);

    /// <summary>Begins an int32.</summary>
    public static SchemaBuilder Int32() => new(SchemaType.Int32);

    /// <summary>Begins an int64.</summary>
    public static SchemaBuilder Int64() => new(SchemaType.Int64);

    /// <summary>Begins a float32.</summary>
    public static SchemaBuilder Float32() => new(SchemaType.Float32);

    /// <summary>Begins a float64.</summary>
    public static SchemaBuilder Float64() => new(SchemaType.Float64);

    /// <summary>Begins a boolean.</summary>
    public static SchemaBuilder Boolean() => new(SchemaType.Boolean);

    /// <summary>Begins a string.</summary>
    public static SchemaBuilder String() => new(SchemaType.String);

    /// <summary>Begins bytes.</summary>
    public static SchemaBuilder Bytes() => new(SchemaType.Bytes);

    /// <summary>Begins a struct without fields.</summary>
    public static SchemaBuilder Struct() => new(SchemaType.Struct);

    /// <summary>Begins an array.</summary>
    /// <param name="valueSchema">The schema of the elements.</param>
    /// <exception cref="SchemaBuilderException">It is null.</exception>
    public static SchemaBuilder Array(Schema valueSchema) =>
        new(SchemaType.Array, null, valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <summary>Begins a map.</summary>
    /// <param name="keySchema">The schema of the keys.</param>
    /// <param name="valueSchema">The schema of the values.</param>
    /// <exception cref="SchemaBuilderException">One is null.</exception>
    public static SchemaBuilder Map(Schema keySchema, Schema valueSchema) => new(
        SchemaType.Map,
        keySchema ?? throw new SchemaBuilderException("keySchema cannot be null."),
        valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <summary>Lets values be null.</summary>
    /// <exception cref="SchemaBuilderException">They were required.</exception>
    public SchemaBuilder Optional()
    {
        CheckUnset("optional", optional, true);
        optional = true;
        return this;
    }

    /// <summary>Forbids null, which is the rule.</summary>
    /// <exception cref="SchemaBuilderException">It was allowed.</exception>
    public SchemaBuilder Required()
    {
        CheckUnset("optional", optional, false);
        optional = false;
        return this;
    }

    /// <summary>Sets the default. Call it after all that the value must fit: name, fields, optional.</summary>
    /// <param name="value">The value; null only where values may be null, and means no default.</param>
    /// <exception cref="SchemaBuilderException">There is another default, or the value does not fit the schema so far.</exception>
    public SchemaBuilder Default(object? value)
    {
        CheckUnset("default", defaultValue, value);
        try
        {
            Build().ValidateValue(value);
        }
        catch (DataException e)
        {
            throw new SchemaBuilderException($"Invalid default value: {e.Message}", e);
        }

        defaultValue = value;
        return this;
    }

    /// <summary>Sets the name.</summary>
    /// <param name="value">The name.</param>
    /// <exception cref="SchemaBuilderException">There is another one.</exception>
    public SchemaBuilder Name(string? value)
    {
        CheckUnset("name", name, value);
        name = value;
        return this;
    }

    /// <summary>Sets the version.</summary>
    /// <param name="value">The version.</param>
    /// <exception cref="SchemaBuilderException">There is another one.</exception>
    public SchemaBuilder Version(int? value)
    {
        CheckUnset("version", version, value);
        version = value;
        return this;
    }

    /// <summary>Sets the documentation.</summary>
    /// <param name="value">The text.</param>
    /// <exception cref="SchemaBuilderException">There is another one.</exception>
    public SchemaBuilder Doc(string? value)
    {
        CheckUnset("doc", doc, value);
        doc = value;
        return this;
    }

    /// <summary>Sets a parameter; the last value counts.</summary>
    /// <param name="key">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    public SchemaBuilder Parameter(string key, string value)
    {
        (parameters ??= new(StringComparer.Ordinal))[key] = value;
        return this;
    }

    /// <summary>Sets parameters; the last value of each counts.</summary>
    /// <param name="values">Names and values; null for none.</param>
    public SchemaBuilder Parameters(IReadOnlyDictionary<string, string>? values)
    {
        if (values is not null)
        {
            foreach (var (key, value) in values)
            {
                Parameter(key, value);
            }
        }

        return this;
    }

    /// <summary>Adds a field to a struct.</summary>
    /// <param name="fieldName">The field's name, not empty.</param>
    /// <param name="fieldSchema">The schema of its values.</param>
    /// <exception cref="SchemaBuilderException">Not a struct, no name, no schema, or a second field of one name.</exception>
    public SchemaBuilder Field(string fieldName, Schema fieldSchema)
    {
        if (type != SchemaType.Struct)
        {
            throw new SchemaBuilderException($"Cannot create fields on type {type.ToName()}");
        }

        if (string.IsNullOrEmpty(fieldName))
        {
            throw new SchemaBuilderException("fieldName cannot be null or empty.");
        }

        if (fieldSchema is null)
        {
            throw new SchemaBuilderException($"fieldSchema for field {fieldName} cannot be null.");
        }

        if (!(fieldNames ??= new(StringComparer.Ordinal)).Add(fieldName))
        {
            throw new SchemaBuilderException($"Cannot create field because of field name duplication {fieldName}");
        }

        fields ??= ImmutableArray.CreateBuilder<Field>();
        fields.Add(new Field(fieldName, fields.Count, fieldSchema));
        return this;
    }

    /// <summary>
    /// A schema that stands for the struct that is being built, for the fields inside of it that hold values of its own kind: it has
    /// the fields, name and all else of what this builder builds last. Equal to it, where both are optional or both are not.
    /// </summary>
    /// <param name="optional">Whether values may be null.</param>
    /// <exception cref="SchemaBuilderException">Not a struct.</exception>
    public Schema Reference(bool optional = false)
    {
        if (type != SchemaType.Struct)
        {
            throw new SchemaBuilderException($"Only a struct can be inside of itself, not {type.ToName()}");
        }

        var reference = Schema.Reference(optional);
        (references ??= []).Add(reference);
        return reference;
    }

    /// <summary>The schema as set so far; the builder can be used on.</summary>
    /// <exception cref="SchemaBuilderException">Schemas are nested in it more than 1000 levels deep.</exception>
    public Schema Build()
    {
        var schema = new Schema(
            type,
            optional ?? false,
            defaultValue,
            name,
            version,
            doc,
            parameters is null
                ? null
                : new ReadOnlyDictionary<string, string>(new OrderedDictionary<string, string>(parameters, StringComparer.Ordinal)),
            fields is null ? default : fields.ToImmutable(),
            keySchema,
            valueSchema);
        if (references is not null)
        {
            foreach (var reference in references)
            {
                reference.Refer(schema);
            }
        }

        return schema;
    }

    /// <summary>Begins a map whose element schemas could be found out of its entries only in part.</summary>
    internal static SchemaBuilder MapOfUnknown(Schema? keySchema, Schema? valueSchema) => new(SchemaType.Map, keySchema, valueSchema);

    private static void CheckUnset<T>(string what, T present, T wanted)
    {
        if (present is not null && !ValueEquality.AreEqual(present, wanted))
        {
            throw new SchemaBuilderException($"Invalid SchemaBuilder call: {what} has already been set.");
        }
    }
}
