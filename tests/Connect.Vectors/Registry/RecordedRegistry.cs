using System.Text.Json;
using Connect.TestHarness;

namespace Connect.Vectors.Registry;

/// <summary>A registry over HTTP that answers as a real one once did, and notes what else it is asked.</summary>
internal sealed class RecordedRegistry : IDisposable
{
    private static readonly ScriptedServer.Answer Unknown = new(404, """{"error_code":404,"message":"The vectors have no such request here"}""");

    private readonly Lock gate = new();
    private readonly string basePath;
    private readonly ScriptedServer server;
    private readonly List<RegistryRequest> expected = [];
    private readonly List<RegistryRequest> actual = [];
    private readonly List<(RegistryRequest Request, ScriptedServer.Answer Answer)> open = [];

    /// <summary>Starts it.</summary>
    /// <param name="basePath">What its paths begin with.</param>
    public RecordedRegistry(string basePath)
    {
        this.basePath = basePath;
        server = new ScriptedServer(Answer);
    }

    /// <summary>Host and port.</summary>
    public string Address => new Uri(server.Url).Authority;

    public string Url => server.Url + basePath;

    /// <summary>Sets what is asked from here on, and what is answered.</summary>
    public void Expect(IEnumerable<JsonElement> exchanges)
    {
        lock (gate)
        {
            expected.Clear();
            actual.Clear();
            open.Clear();
            foreach (var exchange in exchanges)
            {
                var request = RegistryRequest.Of(exchange.GetProperty("request"));
                var response = exchange.GetProperty("response");
                var body = response.GetProperty("body");
                expected.Add(request);
                open.Add((request, new(response.GetProperty("status").GetInt32(), body.ValueKind == JsonValueKind.Null ? null : body.GetRawText())));
            }
        }
    }

    /// <summary>The difference of what was asked from what was expected; null for none.</summary>
    public string? Difference()
    {
        lock (gate)
        {
            return RegistryRequest.Difference(expected, actual);
        }
    }

    public void Dispose() => server.Dispose();

    private ScriptedServer.Answer Answer(ScriptedServer.Request asked)
    {
        var request = RegistryRequest.Of(asked, basePath);
        lock (gate)
        {
            actual.Add(request);
            var at = open.FindIndex(exchange => exchange.Request == request);
            if (at < 0)
            {
                return Unknown;
            }

            var answer = open[at].Answer;
            open.RemoveAt(at);
            return answer;
        }
    }
}
