using Connect.Abi.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads data without schema: numbers are int64 or float64, objects maps.</summary>
/// <param name="texts">The texts that are known.</param>
internal sealed class SchemalessReader(TextCache texts)
{
    private const int FirstBoxed = -128;
    private const int BoxedCount = 1152;

    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object[] Boxed = BoxedNumbers();

    private readonly NameCache names = new();
    private readonly ExpectedShape top = new(0);

    public object? Read(ref JsonCursor json) => Read(ref json, json.Peek(), top);

    /// <summary>The string of a name.</summary>
    public string NameOf(ReadOnlySpan<byte> utf8) => names.Get(utf8);

    private static object Box(long number) =>
        (ulong)(number - FirstBoxed) < BoxedCount ? Boxed[number - FirstBoxed] : number;

    private static object[] BoxedNumbers()
    {
        var boxed = new object[BoxedCount];
        for (var i = 0; i < boxed.Length; i++)
        {
            boxed[i] = (long)(i + FirstBoxed);
        }

        return boxed;
    }

    private object? Read(ref JsonCursor json, JsonToken token, ExpectedShape? expected)
    {
        switch (token)
        {
            case JsonToken.String:
                return json.ReadString(texts);
            case JsonToken.Number when json.TryReadInt64(out var whole):
                return Box(whole);
            case JsonToken.Number when json.TryReadFloat64(out var fraction):
                return fraction;
            case JsonToken.Number:
                var number = json.ReadNumber();
                return number.IsWhole ? Box(number.ToInt64()) : number.ToDouble();
            case JsonToken.Object:
                return ReadObject(ref json, expected);
            case JsonToken.Array:
                return ReadArray(ref json, expected);
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

    private ConnectMap ReadObject(ref JsonCursor json, ExpectedShape? expected)
    {
        json.Enter();
        return expected?.Shape is { } shape ? ReadExpected(ref json, expected, shape) : ReadMembers(ref json, expected, new ConnectMap(4), true);
    }

    private ConnectMap ReadExpected(ref JsonCursor json, ExpectedShape expected, ObjectShape shape)
    {
        var heads = shape.Heads;
        var values = new object?[heads.Length];
        var first = true;
        for (var i = 0; i < heads.Length; i++)
        {
            if (!json.TryMember(heads[i], ref first))
            {
                return ReadMembers(ref json, expected, shape.Begun(values, i), first);
            }

            var token = json.Peek();
            values[i] = Read(ref json, token, token is JsonToken.Object or JsonToken.Array ? shape.Inner(i) : null);
        }

        if (!json.TryLeave())
        {
            return ReadMembers(ref json, expected, shape.Begun(values, heads.Length), first);
        }

        expected.Met();
        return shape.With(values);
    }

    private ConnectMap ReadMembers(ref JsonCursor json, ExpectedShape? expected, ConnectMap map, bool first)
    {
        while (json.More((byte)'}', ref first))
        {
            var name = names.Get(json.ReadName());
            map[name] = Read(ref json, json.Peek(), null);
        }

        expected?.Missed(map);
        return map;
    }

    private List<object?> ReadArray(ref JsonCursor json, ExpectedShape? expected)
    {
        var list = new List<object?>();
        json.Enter();
        for (var first = true; json.More((byte)']', ref first);)
        {
            list.Add(Read(ref json, json.Peek(), expected));
        }

        return list;
    }
}
