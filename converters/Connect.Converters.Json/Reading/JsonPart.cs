using System.Text;

namespace Connect.Converters.Json.Reading;

/// <summary>
/// Where a value is in JSON, and where its members or elements are, found in one walk however deep they are. What is called "default"
/// is stepped over as a whole: it is data, not a schema.
/// </summary>
internal sealed class JsonPart
{
    private JsonPart(JsonToken token, int position)
    {
        Token = token;
        Position = position;
    }

    public JsonToken Token { get; }

    public int Position { get; }

    /// <summary>The members of an object; of equal names the last counts.</summary>
    public Dictionary<string, JsonPart>? Members { get; private set; }

    /// <summary>The elements of an array.</summary>
    public List<JsonPart>? Elements { get; private set; }

    /// <summary>Steps over the next value.</summary>
    public static JsonPart Read(ref JsonCursor json)
    {
        var token = json.Peek();
        var part = new JsonPart(token, json.Position);
        switch (token)
        {
            case JsonToken.Object:
                part.Members = new Dictionary<string, JsonPart>(StringComparer.Ordinal);
                json.Enter();
                for (var first = true; json.More((byte)'}', ref first);)
                {
                    var name = Encoding.UTF8.GetString(json.ReadName());
                    part.Members[name] = name == "default" ? Whole(ref json) : Read(ref json);
                }

                break;
            case JsonToken.Array:
                part.Elements = [];
                json.Enter();
                for (var first = true; json.More((byte)']', ref first);)
                {
                    part.Elements.Add(Read(ref json));
                }

                break;
            default:
                json.Skip();
                break;
        }

        return part;
    }

    /// <summary>A member of an object; null where there is none.</summary>
    public JsonPart? Member(string name) => Members?.GetValueOrDefault(name);

    private static JsonPart Whole(ref JsonCursor json)
    {
        var part = new JsonPart(json.Peek(), json.Position);
        json.Skip();
        return part;
    }
}
