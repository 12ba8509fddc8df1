using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// Stands in for a URL that is none. As in Java's client, that shows when it comes to be asked, and no other URL is asked instead.
/// </summary>
internal sealed class MalformedUrlHandler(RegistryUrl url) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new UriFormatException(
        $"'{url}' in {ConnectionDefinition.Url} is no URL of a registry: it begins with http:// or https://, as in http://localhost:8081;"
            + " mock://NAME is a registry inside this process");
}
