using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads a branch of a union as a struct in which one field is set.</summary>
/// <param name="schema">The struct's schema.</param>
/// <param name="field">The field.</param>
/// <param name="value">Reads the branch's values.</param>
internal sealed class UnionMemberReader(Schema schema, Field field, ValueReader value) : ValueReader
{
    public override object Read(ref AvroInput input)
    {
        input.Enter();
        var structure = new Struct(schema);
        value.ReadField(ref input, structure, field);
        input.Leave();
        return structure;
    }
}
