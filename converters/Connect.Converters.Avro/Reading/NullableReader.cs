using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads unions of null and one other type.</summary>
/// <param name="nullBranch">Which branch is null.</param>
internal sealed class NullableReader(int nullBranch) : ValueReader
{
    public required ValueReader Value { get; init; }

    public override object? Read(ref AvroInput input) => input.ReadIndex(2, "branch") == nullBranch ? null : Value.Read(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field)
    {
        // A field that is not put is null.
        if (input.ReadIndex(2, "branch") != nullBranch)
        {
            Value.ReadField(ref input, structure, field);
        }
    }
}
