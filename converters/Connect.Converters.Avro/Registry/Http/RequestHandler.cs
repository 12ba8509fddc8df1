using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// Says in requests what Java's client says and the package's has no words for: that a version that was deleted will do, where a
/// schema refers to it, and that tags of the version before are kept.
/// </summary>
/// <param name="propagateTags">Whether a schema that is registered gets the tags of the version before.</param>
/// <param name="inner">Sends.</param>
internal sealed class RequestHandler(bool propagateTags, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Subjects = "subjects";
    private const string Versions = "versions";
    private const string PropagateTags = "propagateSchemaTags";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var parts = request.RequestUri!.AbsolutePath.Split('/');
        if (request.Method == HttpMethod.Get && parts is [.., Subjects, _, Versions, var version] && int.TryParse(version, out _))
        {
            request.RequestUri = new UriBuilder(request.RequestUri) { Query = "deleted=true" }.Uri;
        }
        else if (propagateTags && request.Method == HttpMethod.Post && parts is [.., Subjects, _, Versions])
        {
            await AddTagsAsync(request, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private static async Task AddTagsAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var content = request.Content!;
        if (JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken)) is not JsonObject body)
        {
            return;
        }

        body[PropagateTags] = true;
        request.Content = new StringContent(
            body.ToJsonString(), Encoding.UTF8, content.Headers.ContentType ?? new MediaTypeHeaderValue(MediaTypeNames.Application.Json));
    }
}
