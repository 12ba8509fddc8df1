using System.Reflection;
using Confluent.SchemaRegistry;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>
/// Makes the package's client for the settings. The client does URLs, fail-over, paths, bodies and caches; its HTTP clients are
/// replaced by ours, since its own can't be told what Java's settings say and take any certificate whose chain names a trusted one:
/// docs/decisions/0006-registry-client.md.
/// </summary>
internal static class RegistryClientFactory
{
    // The package's client wants an address of each; nothing is sent to this one.
    private static readonly Uri Nowhere = new("http://malformed.invalid/");

    public static CachedSchemaRegistryClient Open(ConnectionSettings settings, int cacheSize, TimeProvider time)
    {
        var urls = settings.Urls;
        var first = settings.Randomize ? Random.Shared.Next(urls.Count) : 0;
        var inOrder = urls.Skip(first).Concat(urls.Take(first)).ToList();
        var config = new Dictionary<string, string>
        {
            [SchemaRegistryConfig.PropertyNames.SchemaRegistryUrl] = string.Join(',', inOrder.Select(url => AddressOf(url).AbsoluteUri)),
            [SchemaRegistryConfig.PropertyNames.SchemaRegistryMaxCachedSchemas] = cacheSize.ToString(System.Globalization.CultureInfo.InvariantCulture),
            [SchemaRegistryConfig.PropertyNames.SchemaRegistryLatestCacheTtlSecs] =
                (settings.LatestLifetime?.TotalSeconds ?? -1).ToString("0", System.Globalization.CultureInfo.InvariantCulture),

            // Attempts are RetryHandler's; one of its failures is one of the client's.
            [SchemaRegistryConfig.PropertyNames.SchemaRegistryMaxRetries] = "1",
            [SchemaRegistryConfig.PropertyNames.SchemaRegistryRetriesWaitMs] = "0",
        };
        var client = new CachedSchemaRegistryClient(config, Tokens(settings), settings.Proxy);
        try
        {
            var clients = HttpClientsOf(client);
            for (var i = 0; i < clients.Count; i++)
            {
                clients[i].Dispose();
                clients[i] = HttpClientFor(inOrder[i], settings, time);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static HttpClient HttpClientFor(RegistryUrl url, ConnectionSettings settings, TimeProvider time)
    {
        if (url.Parsed is not { } parsed)
        {
            return new HttpClient(new MalformedUrlHandler(url)) { BaseAddress = Nowhere };
        }

        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            Proxy = settings.Proxy,
            UseProxy = settings.Proxy is not null,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            SslOptions = settings.Tls.Options(),
        };
        var client = new HttpClient(new RetryHandler(settings, time, new RequestHandler(settings.PropagateTags, sockets)))
        {
            BaseAddress = AddressOf(url),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.Authorization = settings.Credentials.For(parsed);
        if (settings.Credentials.HasToken)
        {
            AddIfGiven("target-sr-cluster", settings.Credentials.LogicalCluster);
            AddIfGiven("Confluent-Identity-Pool-Id", settings.Credentials.IdentityPool);
        }

        foreach (var (name, value) in settings.Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;

        void AddIfGiven(string name, string? value)
        {
            if (value is not null)
            {
                client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
            }
        }
    }

    private static BearerAuthenticationHeaderValueProvider? Tokens(ConnectionSettings settings) => settings.Credentials.OAuth is not { } oauth
        ? null
        : new BearerAuthenticationHeaderValueProvider(
            new HttpClient(new RetryHandler(
                settings,
                TimeProvider.System,
                new SocketsHttpHandler
                {
                    ConnectTimeout = settings.ConnectTimeout,
                    Proxy = settings.Proxy,
                    UseProxy = settings.Proxy is not null,
                    SslOptions = settings.Tls.Options(),
                })),
            oauth.ClientId,
            oauth.ClientSecret,
            oauth.Scope,
            oauth.TokenEndpoint,
            settings.Credentials.LogicalCluster ?? string.Empty,
            settings.Credentials.IdentityPool ?? string.Empty,
            maxRetries: 0,
            retriesWaitMs: 0,
            retriesMaxWaitMs: 0);

    private static List<HttpClient> HttpClientsOf(CachedSchemaRegistryClient client)
    {
        const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;
        var service = typeof(CachedSchemaRegistryClient).GetField("restService", Private)?.GetValue(client);
        return service is not null && typeof(RestService).GetField("clients", Private)?.GetValue(service) is List<HttpClient> clients
            ? clients
            : throw new ConnectException(
                $"Confluent.SchemaRegistry {typeof(RestService).Assembly.GetName().Version} keeps its HTTP clients elsewhere than the version"
                    + " that this converter was built with: put the converter's own folder back");
    }

    private static Uri AddressOf(RegistryUrl url) => url.Parsed is { } parsed
        ? new(parsed.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped))
        : Nowhere;
}
