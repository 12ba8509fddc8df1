using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connect.Host.Demo;

/// <summary>Connect's REST API as a client sees it. Thread-safe.</summary>
internal sealed class WorkerApi : IDisposable
{
    private readonly HttpClient client;

    /// <summary>Makes one.</summary>
    /// <param name="url">Where the worker listens.</param>
    public WorkerApi(Uri url)
    {
        // The worker is on this machine: a proxy of the environment would only be in the way. Waits are bounded by the caller's token.
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What the plugin folders hold.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<OfferedPlugin>> PluginsAsync(CancellationToken cancellationToken)
        => GetAsync("connector-plugins?connectorsOnly=false", WorkerApiJson.Default.IReadOnlyListOfferedPlugin, cancellationToken);

    /// <summary>What a connector and its tasks do; null while the worker does not know yet.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ConnectorStatus?> StatusAsync(string name, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri($"connectors/{name}/status", UriKind.Relative), cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : await ReadAsync(answer, WorkerApiJson.Default.ConnectorStatus, cancellationToken);
    }

    /// <summary>Creates a connector.</summary>
    /// <param name="connector">Its name and configuration.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DemoException">The worker refused; the message is the worker's.</exception>
    public async Task CreateAsync(CreateConnector connector, CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsJsonAsync(
            new Uri("connectors", UriKind.Relative), connector, WorkerApiJson.Default.CreateConnector, cancellationToken);
        await CheckAsync(answer, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await CheckAsync(answer, cancellationToken);
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw new DemoException($"{Named(answer)} was answered with what is not the JSON expected: {e.Message}", e);
        }
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new DemoException(
            string.Create(CultureInfo.InvariantCulture, $"{Named(answer)} was answered {(int)answer.StatusCode}: {MessageOf(body)}"));
    }

    private static string MessageOf(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WorkerApiJson.Default.ErrorAnswer)?.Message ?? body;
        }
        catch (JsonException)
        {
            // Not Connect's own kind of error: what came is shown as it is.
            return body;
        }
    }

    private static string Named(HttpResponseMessage answer)
        => $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}";

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync(answer, type, cancellationToken);
    }
}
