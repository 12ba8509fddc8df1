using Avro;

namespace Connect.Converters.Avro.Schemas;

/// <summary>
/// What has to be done with data of a writer's schema to have it as the reader's: a node of the tree that
/// <see cref="SchemaResolution"/> makes. A record inside itself makes the tree a graph, in which the record's node comes again:
/// whoever walks through it keeps what was made of a node by the node's identity.
/// </summary>
/// <param name="writer">The writer's schema here, by which the bytes are laid out.</param>
/// <param name="reader">The reader's schema here, to which the outcome belongs.</param>
internal abstract class Resolution(Schema writer, Schema reader)
{
    /// <summary>The writer's schema here, by which the bytes are laid out.</summary>
    public Schema Writer { get; } = writer;

    /// <summary>The reader's schema here, to which the outcome belongs.</summary>
    public Schema Reader { get; } = reader;
}

/// <summary>A primitive or fixed that both have: read it as it is.</summary>
internal sealed class SameResolution(Schema writer, Schema reader) : Resolution(writer, reader);

/// <summary>A primitive to be read as the writer's and handed on as the reader's, as <see cref="Promotion"/> allows.</summary>
internal sealed class PromotionResolution(Schema writer, Schema reader) : Resolution(writer, reader);

/// <summary>Data that can't be had as the reader's. It is an error only when such data is met: it may be in a branch of a union
/// that no datum takes.</summary>
internal sealed class ErrorResolution(Schema writer, Schema reader, string message) : Resolution(writer, reader)
{
    /// <summary>What does not fit, as a sentence without its full stop.</summary>
    public string Message { get; } = message;
}

/// <summary>An array.</summary>
internal sealed class ArrayResolution(ArraySchema writer, ArraySchema reader, Resolution items) : Resolution(writer, reader)
{
    /// <summary>What is done with each item.</summary>
    public Resolution Items { get; } = items;
}

/// <summary>A map.</summary>
internal sealed class MapResolution(MapSchema writer, MapSchema reader, Resolution values) : Resolution(writer, reader)
{
    /// <summary>What is done with each value.</summary>
    public Resolution Values { get; } = values;
}

/// <summary>An enum.</summary>
internal sealed class EnumResolution(EnumSchema writer, EnumSchema reader, IReadOnlyList<int> symbols) : Resolution(writer, reader)
{
    /// <summary>For each symbol of the writer's the index of the reader's, or of its default; -1 is an error when the symbol
    /// is read.</summary>
    public IReadOnlyList<int> Symbols { get; } = symbols;
}

/// <summary>A union of the writer's: its index is read, and then the branch.</summary>
internal sealed class WriterUnionResolution(UnionSchema writer, Schema reader, IReadOnlyList<Resolution> branches)
    : Resolution(writer, reader)
{
    /// <summary>What is done with each branch of the writer's; its outcome belongs to the whole of the reader's schema, so that
    /// it is a <see cref="ReaderUnionResolution"/> or an error where that is a union.</summary>
    public IReadOnlyList<Resolution> Branches { get; } = branches;
}

/// <summary>A union of the reader's for what is no union of the writer's: the outcome is of a branch, whose index is not in the
/// data.</summary>
internal sealed class ReaderUnionResolution(Schema writer, UnionSchema reader, int branch, Resolution value)
    : Resolution(writer, reader)
{
    /// <summary>The index of the reader's branch.</summary>
    public int Branch { get; } = branch;

    /// <summary>What is done with the data to have it as that branch.</summary>
    public Resolution Value { get; } = value;
}

/// <summary>A record: the writer's fields are read in their order, then the reader's other fields get their defaults.</summary>
internal sealed class RecordResolution(RecordSchema writer, RecordSchema reader) : Resolution(writer, reader)
{
    /// <summary>One for each field of the writer's, in the data's order. Complete once the tree is made.</summary>
    public IReadOnlyList<FieldResolution> Fields { get; set; } = [];

    /// <summary>The fields that the writer's has not. Complete once the tree is made.</summary>
    public IReadOnlyList<DefaultResolution> Defaults { get; set; } = [];
}

/// <summary>A field of the writer's record.</summary>
/// <param name="Writer">The writer's field.</param>
/// <param name="Reader">The reader's field that it becomes, or null: then it is skipped by the writer's schema.</param>
/// <param name="Value">What is done with it, or null where it is skipped.</param>
internal sealed record FieldResolution(Field Writer, Field? Reader, Resolution? Value);

/// <summary>A field that only the reader's record has.</summary>
/// <param name="Reader">The reader's field.</param>
/// <param name="Binary">Its default as Avro's binary by the field's schema.</param>
internal sealed record DefaultResolution(Field Reader, ReadOnlyMemory<byte> Binary);
