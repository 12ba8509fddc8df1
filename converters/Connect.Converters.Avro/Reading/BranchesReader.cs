using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads unions whose branches' values are told from each other by themselves.</summary>
/// <param name="branches">The branches.</param>
internal sealed class BranchesReader(ValueReader[] branches) : ValueReader
{
    public override object? Read(ref AvroInput input) => branches[input.ReadIndex(branches.Length, "branch")].Read(ref input);

    public override void ReadField(ref AvroInput input, Struct structure, Field field) =>
        branches[input.ReadIndex(branches.Length, "branch")].ReadField(ref input, structure, field);
}
