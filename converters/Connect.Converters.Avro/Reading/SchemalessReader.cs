using Connect.Abi.Data;

namespace Connect.Converters.Avro.Reading;

/// <summary>Reads data that was written without schema, each value as a record with a field for each type.</summary>
internal sealed class SchemalessReader : ValueReader
{
    private const int Count = 9;

    // Each field takes at least a byte, which says that it is null.
    private const int LeastBytes = Count;

    public override object? Read(ref AvroInput input)
    {
        input.Enter();
        object? result = null;
        for (var i = 0; i < Count; i++)
        {
            if (input.ReadIndex(2, "branch") == 1)
            {
                var value = ReadField(ref input, i);
                result ??= value;
            }
        }

        input.Leave();
        return result;
    }

    private object ReadField(ref AvroInput input, int field) => field switch
    {
        0 => input.ReadBoolean(),
        1 => input.ReadBytes().ToArray(),
        2 => input.ReadDouble(),
        3 => input.ReadFloat(),
        4 => input.ReadInt(),
        5 => input.ReadLong(),
        6 => input.ReadString(),
        7 => ReadList(ref input),
        _ => ReadMap(ref input),
    };

    private List<object?> ReadList(ref AvroInput input)
    {
        var list = new List<object?>();
        for (var count = input.ReadBlock(LeastBytes); count != 0; count = input.ReadBlock(LeastBytes))
        {
            for (; count > 0; count--)
            {
                list.Add(Read(ref input));
            }
        }

        return list;
    }

    private ConnectMap ReadMap(ref AvroInput input)
    {
        var map = new ConnectMap();
        for (var count = input.ReadBlock(2 * LeastBytes); count != 0; count = input.ReadBlock(2 * LeastBytes))
        {
            for (; count > 0; count--)
            {
                var key = Read(ref input);
                map[key] = Read(ref input);
            }
        }

        return map;
    }
}
