using System.Collections.Immutable;
using Connect.Abi.Errors;

namespace Connect.Abi.Data;

/// <summary>
/// What a value is: its type, whether it may be null, its default, name and version, and the schemas of its elements or fields.
/// Immutable; made by <see cref="SchemaBuilder"/>. Schemas are compared by value, quickest where the same instance is used again:
/// keep and share them.
/// </summary>
public sealed partial class Schema : IEquatable<Schema>
{
    // Up to here a scan over the names is quicker than hashing one.
    private const int ScannedFields = 16;

    [ThreadStatic]
    private static List<(Schema Left, Schema Right)>? compared;

    private readonly Schema? keySchema;
    private readonly Schema? valueSchema;
    private ImmutableArray<Field> fields;
    private Dictionary<string, Field>? fieldsByName;
    private int hash;

    internal Schema(
        SchemaType type,
        bool optional = false,
        object? defaultValue = null,
        string? name = null,
        int? version = null,
        string? doc = null,
        IReadOnlyDictionary<string, string>? parameters = null,
        ImmutableArray<Field> fields = default,
        Schema? keySchema = null,
        Schema? valueSchema = null)
    {
        Type = type;
        IsOptional = optional;
        DefaultValue = defaultValue;
        Name = name;
        Version = version;
        Doc = doc;
        Parameters = parameters;
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        this.fields = fields.IsDefault ? [] : fields;
        Storage = StorageOf(type, name);
        Depth = DepthOver(this.fields, keySchema, valueSchema);
        if (this.fields.Length > ScannedFields)
        {
            fieldsByName = new Dictionary<string, Field>(this.fields.Length, StringComparer.Ordinal);
            foreach (var field in this.fields)
            {
                fieldsByName.Add(field.Name, field);
            }
        }
    }

    /// <summary>The type of the values.</summary>
    public SchemaType Type { get; }

    /// <summary>Whether a value may be null.</summary>
    public bool IsOptional { get; }

    /// <summary>Whether it stands for a struct inside of which it is: who walks through schemas stops here.</summary>
    public bool IsReference { get; private init; }

    /// <summary>What stands for a missing value; null for no default.</summary>
    public object? DefaultValue { get; private set; }

    /// <summary>The name, of a struct or of a logical type; or null.</summary>
    public string? Name { get; private set; }

    /// <summary>The version; or null.</summary>
    public int? Version { get; private set; }

    /// <summary>What the schema's author says about it; or null.</summary>
    public string? Doc { get; private set; }

    /// <summary>What a logical type needs to know besides, in the order in which it was given; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; private set; }

    /// <summary>The fields of a struct, in order.</summary>
    /// <exception cref="DataException">The type is not struct.</exception>
    public ImmutableArray<Field> Fields =>
        Type == SchemaType.Struct ? fields : throw new DataException($"{this} has no fields: only structs have");

    /// <summary>The schema of a map's keys; null where it could not be found out of the values.</summary>
    /// <exception cref="DataException">The type is not map.</exception>
    public Schema? KeySchema =>
        Type == SchemaType.Map ? keySchema : throw new DataException($"{this} has no key schema: only maps have");

    /// <summary>The schema of an array's elements or a map's values; null where it could not be found out of the values.</summary>
    /// <exception cref="DataException">The type is neither array nor map.</exception>
    public Schema? ValueSchema => Type is SchemaType.Map or SchemaType.Array
        ? valueSchema
        : throw new DataException($"{this} has no value schema: only arrays and maps have");

    // What is inside does not count: it may be the schema itself.
    private int OuterHash => HashCode.Combine(Type, IsOptional, Name, Version, fields.Length);

    /// <summary>In which form a struct keeps values of this schema.</summary>
    internal StorageKind Storage { get; private set; }

    /// <summary>In how many levels schemas are nested in this one, itself included.</summary>
    internal int Depth { get; }

    /// <summary>The fields of what is known to be a struct.</summary>
    internal ImmutableArray<Field> KnownFields => fields;

    /// <summary>The field with a name; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DataException">The type is not struct.</exception>
    public Field? Field(string name)
    {
        if (fieldsByName is not null)
        {
            return fieldsByName.GetValueOrDefault(name);
        }

        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>Checks that a value fits, with all that it holds.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It does not; the message says where.</exception>
    public void ValidateValue(object? value)
    {
        if (!SchemaValidation.Fits(this, value))
        {
            throw SchemaValidation.Misfit(this, value, "value");
        }
    }

    /// <summary>Checks that a value fits, with all that it holds.</summary>
    /// <param name="field">The field that the value is for, named in the message.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="DataException">It does not; the message says where.</exception>
    public void ValidateValue(string field, object? value)
    {
        if (!SchemaValidation.Fits(this, value))
        {
            throw SchemaValidation.Misfit(this, value, $"field: \"{field}\"");
        }
    }

    /// <summary>Whether all is equal: type, default, name, version, doc, parameters, and the schemas inside.</summary>
    /// <param name="other">The other schema.</param>
    public bool Equals(Schema? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null
            || Type != other.Type
            || IsOptional != other.IsOptional
            || (hash != 0 && other.hash != 0 && hash != other.hash)
            || Version != other.Version
            || Name != other.Name
            || Doc != other.Doc
            || fields.Length != other.fields.Length
            || !ValueEquality.AreEqual(DefaultValue, other.DefaultValue))
        {
            return false;
        }

        return IsReference || other.IsReference ? EqualsBehindReference(other) : InnerEquals(other);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Schema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (hash == 0)
        {
            var code = default(HashCode);
            code.Add(Type);
            code.Add(IsOptional);
            code.Add(ValueEquality.HashOf(DefaultValue));
            code.Add(Name);
            code.Add(Version);
            code.Add(Doc);
            code.Add(keySchema?.OuterHash);
            code.Add(valueSchema?.OuterHash);
            code.Add(Parameters?.Count ?? 0);
            foreach (var field in fields)
            {
                code.Add(field.Name);
                code.Add(field.Schema.OuterHash);
            }

            var result = code.ToHashCode();
            hash = result == 0 ? 1 : result;
        }

        return hash;
    }

    /// <summary>For example <c>Schema{my.Name:STRUCT}</c> or <c>Schema{INT32}</c>.</summary>
    public override string ToString() =>
        Name is null ? $"Schema{{{Type.ToName().ToUpperInvariant()}}}" : $"Schema{{{Name}:{Type.ToName().ToUpperInvariant()}}}";

    /// <summary>Makes a reference to a struct that is still to be built.</summary>
    internal static Schema Reference(bool optional) => new(SchemaType.Struct, optional) { IsReference = true };

    /// <summary>Lets a reference stand for a struct.</summary>
    internal void Refer(Schema target)
    {
        DefaultValue = target.DefaultValue;
        Name = target.Name;
        Version = target.Version;
        Doc = target.Doc;
        Parameters = target.Parameters;
        Storage = target.Storage;
        fields = target.fields;
        fieldsByName = target.fieldsByName;
        hash = 0;
    }

    internal static bool ParametersAreEqual(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a is null || b is null || a.Count != b.Count)
        {
            return false;
        }

        foreach (var (key, value) in a)
        {
            if (!b.TryGetValue(key, out var other) || value != other)
            {
                return false;
            }
        }

        return true;
    }

    private static int DepthOver(ImmutableArray<Field> fields, Schema? key, Schema? value)
    {
        var inside = Math.Max(key?.Depth ?? 0, value?.Depth ?? 0);
        foreach (var field in fields)
        {
            inside = Math.Max(inside, field.Schema.Depth);
        }

        return inside < Nesting.Most
            ? inside + 1
            : throw new SchemaBuilderException($"The schema is nested more than {Nesting.Most} levels deep");
    }

    private bool InnerEquals(Schema other)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (!fields[i].Equals(other.fields[i]))
            {
                return false;
            }
        }

        return Equals(keySchema, other.keySchema)
            && Equals(valueSchema, other.valueSchema)
            && ParametersAreEqual(Parameters, other.Parameters);
    }

    // A reference is equal to what it stands for. What is being compared further out is taken as equal: otherwise it had no end.
    private bool EqualsBehindReference(Schema other)
    {
        var pairs = compared ??= [];
        foreach (var (left, right) in pairs)
        {
            if (ReferenceEquals(left, this) && ReferenceEquals(right, other))
            {
                return true;
            }
        }

        pairs.Add((this, other));
        try
        {
            return InnerEquals(other);
        }
        finally
        {
            pairs.RemoveAt(pairs.Count - 1);
        }
    }

    // Java lets the logical name decide which class a value must have, whatever the type.
    private static StorageKind StorageOf(SchemaType type, string? name) => name switch
    {
        Decimal.LogicalName => type.IsPrimitive() ? StorageKind.BigDecimal : StorageKind.Nothing,
        Date.LogicalName or Time.LogicalName or Timestamp.LogicalName => type.IsPrimitive() ? StorageKind.EpochMillis : StorageKind.Nothing,
        _ => type switch
        {
            SchemaType.Int8 => StorageKind.Int8,
            SchemaType.Int16 => StorageKind.Int16,
            SchemaType.Int32 => StorageKind.Int32,
            SchemaType.Int64 => StorageKind.Int64,
            SchemaType.Float32 => StorageKind.Float32,
            SchemaType.Float64 => StorageKind.Float64,
            SchemaType.Boolean => StorageKind.Boolean,
            SchemaType.String => StorageKind.String,
            SchemaType.Bytes => StorageKind.Bytes,
            SchemaType.Array => StorageKind.Array,
            SchemaType.Map => StorageKind.Map,
            _ => StorageKind.Struct,
        },
    };
}
