using System.Text.Json;

namespace Connect.Vectors.Registry;

/// <summary>A step of a scenario: what is done, in words, what comes out, and what the registry is asked and answers.</summary>
/// <param name="body">The step as the vectors have it.</param>
/// <param name="isKey">Whether the converter is one of keys.</param>
/// <param name="before">The step before, which is done again where the words say no more than that; null for none.</param>
internal sealed class ScenarioStep(JsonElement body, bool isKey, ScenarioStep? before)
{
    private static readonly HashSet<string> Repeats = new(StringComparer.Ordinal) { "again", "again (cached)" };

    private const string Subjects = "/subjects/";
    private const string Associations = "/associations/resources/-/";
    private const string SubjectInQuery = "subject=";

    public JsonElement Body { get; } = body;

    public string Words { get; } = body.GetProperty("do").GetString()!;

    /// <summary>What is meant by them.</summary>
    public string Deed => before is not null && Repeats.Contains(Words) ? before.Deed : Words;

    /// <summary>Whether a new converter is configured for it.</summary>
    public bool NeedsNewConverter => Words.Contains("new converter", StringComparison.Ordinal) || WithoutAutoRegister;

    public bool WithoutAutoRegister => Words.Contains("with auto.register.schemas=false", StringComparison.Ordinal);

    /// <summary>Whether nothing is converted in it.</summary>
    public bool OnlyConfigures => Words == "configure";

    /// <summary>Whether something is read in it.</summary>
    public bool Reads => Deed.StartsWith("toConnectData", StringComparison.Ordinal);

    /// <summary>What is written in it; null where nothing is, or it is not known.</summary>
    public byte[]? Wire => Body.TryGetProperty("wire", out var wire) ? wire.GetBytesFromBase64() : null;

    /// <summary>What is read in it: an order unless the words say otherwise; null for no payload.</summary>
    public byte[]? Payload => Deed switch
    {
        "toConnectData null" => null,
        "toConnectData bad magic" => [5, 0, 0, 0, 1, 2],
        _ when Deed.Contains("id 999999", StringComparison.Ordinal) => AvroConverters.Frame(999999, [2]),
        _ => AvroConverters.Frame(1, [2]),
    };

    public IReadOnlyList<JsonElement> Exchanges { get; } = [.. body.GetProperty("exchanges").EnumerateArray()];

    /// <summary>The topic, as the requests tell it; null where they do not.</summary>
    public string? Topic => Exchanges.Select(exchange => TopicIn(exchange.GetProperty("request"))).FirstOrDefault(topic => topic is not null);

    private string? TopicIn(JsonElement request)
    {
        var path = request.GetProperty("path").GetString()!;
        if (path.StartsWith(Associations, StringComparison.Ordinal))
        {
            return Uri.UnescapeDataString(path[Associations.Length..]);
        }

        var subject = path.StartsWith(Subjects, StringComparison.Ordinal)
            ? path[Subjects.Length..].Split('/')[0]
            : request.GetProperty("query").GetString()?.Split('&').FirstOrDefault(part => part.StartsWith(SubjectInQuery, StringComparison.Ordinal))?[SubjectInQuery.Length..];
        var suffix = isKey ? "-key" : "-value";
        return subject is not null && subject.EndsWith(suffix, StringComparison.Ordinal) ? Uri.UnescapeDataString(subject[..^suffix.Length]) : null;
    }
}
