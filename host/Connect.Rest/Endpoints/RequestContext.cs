using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connect.Cluster;
using Connect.Rest.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Connect.Rest.Endpoints;

/// <summary>What every endpoint needs: the herder, the request's parts, the answer's writing.</summary>
internal sealed class RequestContext(RestOptions options, HerderAccess herder, TimeProvider time, Func<Uri> advertisedUrl)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly JsonReaderOptions BodyOptions = new() { MaxDepth = 64 };

    public RestOptions Options => options;

    public HerderAccess Herder => herder;

    public Uri AdvertisedUrl => advertisedUrl();

    /// <summary>Runs an endpoint against the herder, within the time that a request may take.</summary>
    public RequestDelegate With(Func<HttpContext, IHerder, CancellationToken, Task> endpoint) => async http =>
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        RequireJson(http.Request);
        try
        {
            await endpoint(http, await herder.WaitAsync(either.Token), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new HttpStatusException(StatusCodes.Status500InternalServerError, "Request timed out");
        }
    };

    /// <summary>
    /// A segment of the path as the client meant it: read from the raw target, since the decoded path can't tell an escaped slash.
    /// </summary>
    public static string Segment(HttpContext http, int index)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Uri.UnescapeDataString(segments[index]);
    }

    /// <exception cref="HttpStatusException">The client takes no JSON, and there is nothing else to be had.</exception>
    public static void RequireJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count > 0 && !accepted.Any(static a => a.Quality != 0 && Json.IsSubsetOf(a)))
        {
            throw new HttpStatusException(StatusCodes.Status406NotAcceptable, "HTTP 406 Not Acceptable");
        }
    }

    /// <summary>Whether a query parameter says true.</summary>
    public static bool Flag(HttpContext http, string name, bool defaultValue) =>
        http.Request.Query.TryGetValue(name, out var value) && value.Count > 0
            ? string.Equals(value[0], "true", StringComparison.OrdinalIgnoreCase)
            : defaultValue;

    /// <summary>Reads a request's body as JSON.</summary>
    public static async Task<JsonElement> ReadJsonAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var type = http.Request.ContentType;
        if (type is null || !type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpStatusException(StatusCodes.Status415UnsupportedMediaType, "HTTP 415 Unsupported Media Type");
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(
                http.Request.Body, new JsonDocumentOptions { MaxDepth = BodyOptions.MaxDepth }, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new HttpStatusException(StatusCodes.Status400BadRequest, "The request's body is not JSON: " + error.Message);
        }
    }

    /// <summary>Answers with JSON.</summary>
    public static async Task WriteAsync<T>(HttpContext http, int status, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    /// <summary>Answers without a body.</summary>
    public static Task WriteEmptyAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentLength = status == StatusCodes.Status204NoContent ? null : 0;
        return Task.CompletedTask;
    }
}
