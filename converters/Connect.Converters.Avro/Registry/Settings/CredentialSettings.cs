using System.Net.Http.Headers;
using System.Text;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using static Connect.Converters.Avro.Registry.Settings.ConnectionDefinition;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>Who asks the registry. As in Java, a source counts only where it is set, and one that nobody knows gives nothing.</summary>
internal sealed class CredentialSettings
{
    private readonly string basicSource;
    private readonly string? userInfo;
    private readonly string? token;

    public CredentialSettings(AbstractConfig config)
    {
        basicSource = Given(config, BasicSource);
        var bearerSource = Given(config, BearerSource);
        if (basicSource.Length > 0 && bearerSource.Length > 0)
        {
            throw new ConfigException($"Only one of {BasicSource} and {BearerSource} may be set");
        }

        switch (basicSource)
        {
            case "USER_INFO":
                userInfo = Secret(config, OldBasicUserInfo) ?? Secret(config, BasicUserInfo)
                    ?? throw new ConfigException($"{BasicUserInfo} is missing: {BasicSource}=USER_INFO needs it, as user:password");
                break;
            case "SASL_INHERIT":
                throw new ConfigException(
                    BasicSource, basicSource, $"The login at Kafka is not known here: use USER_INFO and {BasicUserInfo}");
        }

        LogicalCluster = NullIfEmpty(config.GetString(BearerLogicalCluster));
        IdentityPool = NullIfEmpty(config.GetString(BearerIdentityPool));
        switch (bearerSource)
        {
            case "STATIC_TOKEN":
                token = Secret(config, BearerToken)
                    ?? throw new ConfigException($"{BearerToken} is missing: {BearerSource}=STATIC_TOKEN needs it");
                break;
            case "OAUTHBEARER":
                OAuth = new(
                    Needed(config, BearerIssuer, config.GetString(BearerIssuer)),
                    Needed(config, BearerClientId, config.GetString(BearerClientId)),
                    Needed(config, BearerClientSecret, config.GetPassword(BearerClientSecret)?.Value),
                    config.GetString(BearerScope) ?? string.Empty);
                break;
            case "SASL_OAUTHBEARER_INHERIT" or "OAUTHBEARER_AZURE_MANAGED_IDENTITY" or "CUSTOM":
                throw new ConfigException(BearerSource, bearerSource, "STATIC_TOKEN and OAUTHBEARER are there");
        }
    }

    /// <summary>Where tokens come from; null where they come from nowhere or are fixed.</summary>
    public OAuthClient? OAuth { get; }

    public string? LogicalCluster { get; }

    public string? IdentityPool { get; }

    /// <summary>Whether requests carry a fixed token.</summary>
    public bool HasToken => token is not null;

    /// <summary>What requests to a URL carry as their authorization; null for nothing that is known beforehand.</summary>
    public AuthenticationHeaderValue? For(Uri url)
    {
        if (token is not null)
        {
            return new("Bearer", token);
        }

        // As in Java, what stands in the URL is taken as it stands there, percent signs and all.
        var user = basicSource switch
        {
            "USER_INFO" => userInfo,
            "URL" => NullIfEmpty(UserInfoOf(url)),
            _ => null,
        };
        return user is null ? null : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
    }

    private static string UserInfoOf(Uri url)
    {
        var authority = url.OriginalString.AsSpan(url.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        authority = end < 0 ? authority : authority[..end];
        var at = authority.LastIndexOf('@');
        return at < 0 ? string.Empty : authority[..at].ToString();
    }

    // The defaults of the two sources are for the docs: credentials are sent only to who asks for it.
    private static string Given(AbstractConfig config, string name) =>
        config.Originals.ContainsKey(name) ? config.GetString(name) ?? string.Empty : string.Empty;

    private static string? Secret(AbstractConfig config, string name) => NullIfEmpty(config.GetPassword(name)?.Value);

    private static string Needed(AbstractConfig config, string name, string? value) => NullIfEmpty(value)
        ?? throw new ConfigException($"{name} is missing: {BearerSource}={config.GetString(BearerSource)} needs it");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Who asks whom for tokens.</summary>
    internal sealed record OAuthClient(string TokenEndpoint, string ClientId, string ClientSecret, string Scope);
}
