using Connect.Abi.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads data without schema: numbers are int64 or float64, objects maps.</summary>
internal sealed class SchemalessReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly NameCache names = new();

    public object? Read(ref JsonCursor json)
    {
        switch (json.Peek())
        {
            case JsonToken.String:
                return json.ReadString();
            case JsonToken.Number:
                var number = json.ReadNumber();
                return number.IsWhole ? number.ToInt64() : (object)number.ToDouble();
            case JsonToken.Object:
                return ReadObject(ref json);
            case JsonToken.Array:
                return ReadArray(ref json);
            case JsonToken.True:
                json.SkipLiteral(JsonToken.True);
                return True;
            case JsonToken.False:
                json.SkipLiteral(JsonToken.False);
                return False;
            case JsonToken.Null:
                json.SkipLiteral(JsonToken.Null);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The string of a name.</summary>
    public string NameOf(ReadOnlySpan<byte> utf8) => names.Get(utf8);

    private ConnectMap ReadObject(ref JsonCursor json)
    {
        var map = new ConnectMap(4);
        json.Enter();
        for (var first = true; json.More((byte)'}', ref first);)
        {
            var name = names.Get(json.ReadName());
            map[name] = Read(ref json);
        }

        return map;
    }

    private List<object?> ReadArray(ref JsonCursor json)
    {
        var list = new List<object?>();
        json.Enter();
        for (var first = true; json.More((byte)']', ref first);)
        {
            list.Add(Read(ref json));
        }

        return list;
    }
}
