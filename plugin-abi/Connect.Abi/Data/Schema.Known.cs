namespace Connect.Abi.Data;

/// <content>The schemas that need no builder, one instance each.</content>
public sealed partial class Schema
{
    /// <summary>The schema of an int8 value.</summary>
    public static readonly Schema Int8 = new(SchemaType.Int8);

    /// <summary>The schema of an int16 value.</summary>
    public static readonly Schema Int16 = new(SchemaType.Int16);

    /// <summary>The schema of an int32 value.</summary>
    public static readonly Schema Int32 = new(SchemaType.Int32);

    /// <summary>The schema of an int64 value.</summary>
    public static readonly Schema Int64 = new(SchemaType.Int64);

    /// <summary>The schema of a float32 value.</summary>
    public static readonly Schema Float32 = new(SchemaType.Float32);

    /// <summary>The schema of a float64 value.</summary>
    public static readonly Schema Float64 = new(SchemaType.Float64);

    /// <summary>The schema of a boolean value.</summary>
    public static readonly Schema Boolean = new(SchemaType.Boolean);

    /// <summary>The schema of a string value.</summary>
    public static readonly Schema String = new(SchemaType.String);

    /// <summary>The schema of a bytes value.</summary>
    public static readonly Schema Bytes = new(SchemaType.Bytes);

    /// <summary>The schema of an optional int8 value.</summary>
    public static readonly Schema OptionalInt8 = new(SchemaType.Int8, optional: true);

    /// <summary>The schema of an optional int16 value.</summary>
    public static readonly Schema OptionalInt16 = new(SchemaType.Int16, optional: true);

    /// <summary>The schema of an optional int32 value.</summary>
    public static readonly Schema OptionalInt32 = new(SchemaType.Int32, optional: true);

    /// <summary>The schema of an optional int64 value.</summary>
    public static readonly Schema OptionalInt64 = new(SchemaType.Int64, optional: true);

    /// <summary>The schema of an optional float32 value.</summary>
    public static readonly Schema OptionalFloat32 = new(SchemaType.Float32, optional: true);

    /// <summary>The schema of an optional float64 value.</summary>
    public static readonly Schema OptionalFloat64 = new(SchemaType.Float64, optional: true);

    /// <summary>The schema of an optional boolean value.</summary>
    public static readonly Schema OptionalBoolean = new(SchemaType.Boolean, optional: true);

    /// <summary>The schema of an optional string value.</summary>
    public static readonly Schema OptionalString = new(SchemaType.String, optional: true);

    /// <summary>The schema of an optional bytes value.</summary>
    public static readonly Schema OptionalBytes = new(SchemaType.Bytes, optional: true);
}
