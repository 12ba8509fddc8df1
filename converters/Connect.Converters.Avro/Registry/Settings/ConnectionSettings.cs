using System.Net;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using static Connect.Converters.Avro.Registry.Settings.ConnectionDefinition;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>The way to the registry, parsed.</summary>
internal sealed class ConnectionSettings
{
    private const string MockScheme = "mock://";

    // "As long as it takes" would let a registry that never answers hold a task for ever.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);

    // Where the setting is not given, Java's client forgets after this time, and its converter never.
    private static readonly TimeSpan DefaultLatestLifetime = TimeSpan.FromSeconds(60);

    public ConnectionSettings(AbstractConfig config)
    {
        var urls = config.GetList(Url).Select(url => url.Trim()).Where(url => url.Length > 0).ToList();
        if (urls.Count == 0)
        {
            throw new ConfigException(Url, string.Empty, "At least one URL is needed, such as http://localhost:8081 or mock://NAME");
        }

        MockName = MockNameOf(urls);
        Urls = MockName is null ? [.. urls.Select(url => new RegistryUrl(url))] : [];
        Randomize = config.GetBoolean(UrlRandomize);
        MaxRetries = Math.Max(0, config.GetInt(ConnectionDefinition.MaxRetries));
        RetriesWait = Milliseconds(config, ConnectionDefinition.RetriesWait);
        RetriesMaxWait = Milliseconds(config, ConnectionDefinition.RetriesMaxWait);
        ConnectTimeout = Milliseconds(config, ConnectionDefinition.ConnectTimeout) is { Ticks: > 0 } connect ? connect : Timeout.InfiniteTimeSpan;
        AnswerTimeout = Milliseconds(config, ReadTimeout) is { Ticks: > 0 } read ? read : LongestAnswer;
        Proxy = ProxyOf(config);
        Headers = HeadersOf(config);
        LatestLifetime = config.Originals.ContainsKey(SchemaUseDefinition.LatestCacheTtl)
            ? config.GetInt(SchemaUseDefinition.LatestCacheTtl) is >= 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null
            : DefaultLatestLifetime;
        PropagateTags = config.GetBoolean(ConnectionDefinition.PropagateTags);
        Tls = new TlsSettings(config);
        Credentials = new CredentialSettings(config);
    }

    /// <summary>The name of the registry in this process; null where there are URLs.</summary>
    public string? MockName { get; }

    public IReadOnlyList<RegistryUrl> Urls { get; }

    public bool Randomize { get; }

    public int MaxRetries { get; }

    public TimeSpan RetriesWait { get; }

    public TimeSpan RetriesMaxWait { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan AnswerTimeout { get; }

    public WebProxy? Proxy { get; }

    /// <summary>What every request carries besides the client's own headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>
    /// How long the answer to which schema is the latest serves for further topics and schemas; null for ever. What is settled for one
    /// stays as the converter's own setting says.
    /// </summary>
    public TimeSpan? LatestLifetime { get; }

    /// <summary>Whether a schema that is registered gets the tags of the version before.</summary>
    public bool PropagateTags { get; }

    public TlsSettings Tls { get; }

    public CredentialSettings Credentials { get; }

    private static string? MockNameOf(List<string> urls)
    {
        var mocks = urls.Count(url => url.StartsWith(MockScheme, StringComparison.Ordinal));
        if (mocks == 0)
        {
            return null;
        }

        return mocks == urls.Count
            ? urls[0][MockScheme.Length..]
            : throw new ConfigException(
                Url, string.Join(',', urls.Select(url => new RegistryUrl(url))), "A registry in this process (mock://) and real ones can't be mixed: give one kind");
    }

    private static TimeSpan Milliseconds(AbstractConfig config, string name) => TimeSpan.FromMilliseconds(Math.Max(0, config.GetInt(name)));

    private static WebProxy? ProxyOf(AbstractConfig config)
    {
        var host = config.GetString(ProxyHost);
        var port = config.GetInt(ProxyPort);
        return string.IsNullOrEmpty(host) || port <= 0 ? null
            : port <= ushort.MaxValue ? new WebProxy(host, port)
            : throw new ConfigException(ProxyPort, port, "A port is between 1 and 65535");
    }

    private static List<KeyValuePair<string, string>> HeadersOf(AbstractConfig config)
    {
        var headers = new List<KeyValuePair<string, string>>();
        using var probe = new HttpRequestMessage();
        foreach (var (name, value) in config.OriginalsWithPrefix(RequestHeaderPrefix))
        {
            var text = value?.ToString() ?? string.Empty;
            if (!probe.Headers.TryAddWithoutValidation(name, text))
            {
                throw new ConfigException($"'{RequestHeaderPrefix}{name}' names no header that a request can carry");
            }

            headers.Add(new(name, text));
        }

        return headers;
    }
}
