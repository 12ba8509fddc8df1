using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>The settings of the way to the registry: where it is, who asks, how long and how often.</summary>
internal static class ConnectionDefinition
{
    public const string Url = "schema.registry.url";
    public const string UrlRandomize = "schema.registry.url.randomize";
    public const string MaxRetries = "max.retries";
    public const string RetriesWait = "retries.wait.ms";
    public const string RetriesMaxWait = "retries.max.wait.ms";
    public const string ConnectTimeout = "http.connect.timeout.ms";
    public const string ReadTimeout = "http.read.timeout.ms";
    public const string PropagateTags = "propagate.schema.tags";
    public const string ProxyHost = "proxy.host";
    public const string ProxyPort = "proxy.port";
    public const string RequestHeaderPrefix = "request.header.";
    public const string BasicSource = "basic.auth.credentials.source";
    public const string BasicUserInfo = "basic.auth.user.info";
    public const string OldBasicUserInfo = "schema.registry.basic.auth.user.info";
    public const string BearerSource = "bearer.auth.credentials.source";
    public const string BearerToken = "bearer.auth.token";
    public const string BearerIssuer = "bearer.auth.issuer.endpoint.url";
    public const string BearerClientId = "bearer.auth.client.id";
    public const string BearerClientSecret = "bearer.auth.client.secret";
    public const string BearerScope = "bearer.auth.scope";
    public const string BearerScopeClaim = "bearer.auth.scope.claim.name";
    public const string BearerSubClaim = "bearer.auth.sub.claim.name";
    public const string BearerLogicalCluster = "bearer.auth.logical.cluster";
    public const string BearerIdentityPool = "bearer.auth.identity.pool.id";
    public const string BearerExpiryBuffer = "bearer.auth.cache.expiry.buffer.seconds";
    public const string BearerCustomProvider = "bearer.auth.custom.provider.class";

    public static ConfigDef AddTo(ConfigDef definition) => AddCredentials(definition
        .Define(
            Url,
            ConfigType.List,
            Importance.High,
            "The registry's URLs, with commas between: where one fails, the next is asked. mock://NAME is a registry inside this process.")
        .Define(UrlRandomize, ConfigType.Boolean, false, Importance.Low, "Whether to begin with any of the URLs instead of the first.")
        .Define(MaxRetries, ConfigType.Int, 3, Importance.Low, "How often a failed request is repeated at one URL.")
        .Define(
            RetriesWait,
            ConfigType.Int,
            1000,
            Importance.Low,
            "The longest wait before the first repetition, in milliseconds; it doubles, and each wait is a random part of it.")
        .Define(RetriesMaxWait, ConfigType.Int, 20000, Importance.Low, "The longest wait before any repetition, in milliseconds.")
        .Define(ConnectTimeout, ConfigType.Int, 60000, Importance.Low, "How long making a connection may take, in milliseconds; 0 for no limit of its own.")
        .Define(ReadTimeout, ConfigType.Int, 60000, Importance.Low, "How long an answer may take, in milliseconds; 0 for ten minutes.")
        .Define(PropagateTags, ConfigType.Boolean, false, Importance.Low, "Whether a schema that is registered gets the tags of the version before.")
        .Define(ProxyHost, ConfigType.String, string.Empty, Importance.Low, "The HTTP proxy on the way to the registry; empty for none.")
        .Define(ProxyPort, ConfigType.Int, -1, Importance.Low, "The proxy's port."));

    private static ConfigDef AddCredentials(ConfigDef definition) => definition
        .Define(
            BasicSource,
            ConfigType.String,
            "URL",
            Importance.Medium,
            "Where user and password come from, if this is set: URL or USER_INFO.")
        .Define(BasicUserInfo, ConfigType.Password, string.Empty, Importance.Medium, "With USER_INFO: user:password.")
        .Define(OldBasicUserInfo, ConfigType.Password, string.Empty, Importance.Medium, $"The former name of {BasicUserInfo}; it wins.")
        .Define(
            BearerSource,
            ConfigType.String,
            "STATIC_TOKEN",
            Importance.Medium,
            "Where a bearer token comes from, if this is set: STATIC_TOKEN or OAUTHBEARER.")
        .Define(BearerToken, ConfigType.Password, string.Empty, Importance.Medium, "With STATIC_TOKEN: the token.")
        .Define(BearerIssuer, ConfigType.String, null, Importance.Medium, "With OAUTHBEARER: the URL that gives tokens.")
        .Define(BearerClientId, ConfigType.String, null, Importance.Medium, "With OAUTHBEARER: the client's id.")
        .Define(BearerClientSecret, ConfigType.Password, null, Importance.Medium, "With OAUTHBEARER: the client's secret.")
        .Define(BearerScope, ConfigType.String, null, Importance.Medium, "With OAUTHBEARER: the scope to ask for.")
        .Define(BearerScopeClaim, ConfigType.String, "scope", Importance.Low, "Without effect here: tokens are passed on as they are.")
        .Define(BearerSubClaim, ConfigType.String, "sub", Importance.Low, "Without effect here: tokens are passed on as they are.")
        .Define(BearerLogicalCluster, ConfigType.String, null, Importance.Medium, "With a bearer token: sent as target-sr-cluster.")
        .Define(BearerIdentityPool, ConfigType.String, null, Importance.Medium, "With a bearer token: sent as Confluent-Identity-Pool-Id.")
        .Define(
            BearerExpiryBuffer,
            ConfigType.Short,
            (short)300,
            Importance.Low,
            "Without effect here: a token is renewed when four fifths of its time have passed.")
        .Define(BearerCustomProvider, ConfigType.String, null, Importance.Medium, "Refused: a Java class can't give tokens here.");
}
