using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Connect.Integration.Tests.Harness;

/// <summary>Talks to a worker as a user with curl does.</summary>
internal sealed class WorkerRest(Uri address, WorkerProcess worker) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };

    public Uri Address => address;

    /// <summary>Sends a request.</summary>
    /// <returns>The status and the answer; null where it is empty.</returns>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Gets what has to be there.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        Assert.True(status == HttpStatusCode.OK, $"GET {path} gave {status}: {body}\n{worker.Log}");
        return body!;
    }

    /// <summary>Sends what has to be accepted.</summary>
    public async Task<JsonNode?> DoAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var (status, answer) = await SendAsync(method, path, body, cancellationToken);
        Assert.True((int)status is >= 200 and < 300, $"{method} {path} gave {status}: {answer}\n{worker.Log}");
        return answer;
    }

    /// <summary>Creates a connector.</summary>
    public Task CreateAsync(string name, IReadOnlyDictionary<string, string> config, CancellationToken cancellationToken) =>
        DoAsync(HttpMethod.Post, "/connectors", new JsonObject { ["name"] = name, ["config"] = ToJson(config) }, cancellationToken);

    /// <summary>Waits until a connector and all its tasks, so many, are in a state.</summary>
    public Task<JsonNode> WaitForStateAsync(
        string connector, string state, int tasks, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        worker.WaitAsync(
            $"connector {connector} {state} with {tasks} tasks",
            async () =>
            {
                var (status, body) = await SendAsync(HttpMethod.Get, $"/connectors/{connector}/status", null, cancellationToken);
                return status == HttpStatusCode.OK
                    && (string?)body!["connector"]!["state"] == state
                    && body["tasks"]!.AsArray().Count == tasks
                    && body["tasks"]!.AsArray().All(t => (string?)t!["state"] == state)
                    ? body
                    : null;
            },
            cancellationToken,
            limit);

    /// <summary>Waits until a task has failed.</summary>
    /// <returns>Its trace.</returns>
    public Task<string> WaitForTraceAsync(string connector, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        worker.WaitAsync(
            $"a failed task of {connector}",
            async () =>
            {
                var (_, body) = await SendAsync(HttpMethod.Get, $"/connectors/{connector}/status", null, cancellationToken);
                return body?["tasks"]?.AsArray().Where(t => (string?)t!["state"] == "FAILED").Select(t => (string?)t!["trace"]).FirstOrDefault();
            },
            cancellationToken,
            limit);

    public static JsonObject ToJson(IReadOnlyDictionary<string, string> config) =>
        new(config.Select(e => new KeyValuePair<string, JsonNode?>(e.Key, e.Value)));

    public void Dispose() => _http.Dispose();
}
