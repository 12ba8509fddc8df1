namespace Connect.Converters.Avro.Schemas;

/// <summary>In which way a reader's schema can't take what a writer's wrote.</summary>
internal enum IncompatibilityType
{
    /// <summary>Records, enums or fixed of different names.</summary>
    NameMismatch,

    /// <summary>Fixed of different sizes.</summary>
    FixedSizeMismatch,

    /// <summary>The writer's enum has symbols that the reader's has not, and the reader's has no default.</summary>
    MissingEnumSymbols,

    /// <summary>A field of the reader that the writer has not, without default.</summary>
    ReaderFieldMissingDefaultValue,

    /// <summary>Types of which neither is the other nor read as it.</summary>
    TypeMismatch,

    /// <summary>The reader's union has no branch for a type of the writer's.</summary>
    MissingUnionBranch,
}

/// <summary>One thing in which two schemas don't go together.</summary>
/// <param name="Type">In which way.</param>
/// <param name="Location">Where in the reader's schema, as a JSON pointer; <c>/</c> is the whole.</param>
/// <param name="Message">What was found.</param>
internal sealed record Incompatibility(IncompatibilityType Type, string Location, string Message);
