using System.Text;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestHarness;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>Settings have Java's names, types and defaults; each is taken, or refused by name.</summary>
public sealed class RegistrySettingsTests
{
    [Theory]
    [InlineData("schema.registry.url", "", "At least one URL")]
    [InlineData("schema.registry.url", "mock://x,http://localhost:1", "can't be mixed")]
    [InlineData("value.subject.name.strategy", "no.such.Class", "TopicNameStrategy")]
    [InlineData("value.schema.id.serializer", "no.such.Class", "HeaderSchemaIdSerializer")]
    [InlineData("value.schema.id.deserializer", "no.such.Class", "DualSchemaIdDeserializer")]
    [InlineData("value.schema.id.deserializer", "io.confluent.kafka.serializers.schema.id.ConfigSchemaIdDeserializer", "use.schema.id")]
    [InlineData("subject.name.strategy.fallback.type", "TOPICS", "TOPIC_RECORD")]
    [InlineData("context.name.strategy", "x.Y", "leave it out")]
    [InlineData("schema.format", "resolved", "leave it out")]
    [InlineData("schema.reflection", "true", "leave it out")]
    [InlineData("rule.executors", "a", "leave it out")]
    [InlineData("rule.actions", "a", "leave it out")]
    [InlineData("validation.rules.execution", "BEFORE_DOMAIN_RULES", "leave it out")]
    [InlineData("specific.avro.reader", "true", "leave it out")]
    [InlineData("specific.avro.value.type", "x.Y", "leave it out")]
    [InlineData("schema.backup.enabled", "true", "leave it out")]
    [InlineData("bearer.auth.custom.provider.class", "x.Y", "OAUTHBEARER")]
    [InlineData("bearer.auth.credentials.source", "CUSTOM", "OAUTHBEARER")]
    [InlineData("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token")]
    [InlineData("bearer.auth.credentials.source", "OAUTHBEARER", "bearer.auth.issuer.endpoint.url")]
    [InlineData("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info")]
    [InlineData("basic.auth.credentials.source", "SASL_INHERIT", "USER_INFO")]
    [InlineData("use.schema.guid", "x", "GUID")]
    [InlineData("use.latest.with.metadata", "x", "name=value")]
    [InlineData("schema.registry.ssl.engine.factory.class", "x.Y", "Java class")]
    [InlineData("schema.registry.ssl.endpoint.identification.algorithm", "ldaps", "https")]
    [InlineData("schema.registry.ssl.enabled.protocols", "SSLv3", "TLSv1.3")]
    [InlineData("schema.registry.ssl.cipher.suites", "NO_SUCH", "no cipher suite")]
    [InlineData("schema.registry.ssl.truststore.location", "/no/such.jks", "PKCS12")]
    [InlineData("request.header.bad name", "x", "request.header.bad name")]
    public void Setting_ThatCantBeHad_IsRefusedByName(string name, string value, string said)
    {
        using var converter = new AvroConverter();
        var settings = new Dictionary<string, string?> { ["schema.registry.url"] = "http://localhost:1", [name] = value };

        var failure = Assert.Throws<ConfigException>(() => converter.Configure(settings, isKey: false));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:8081", "http://")]
    [InlineData("ftp://me:secret@host", "[hidden]@host")]
    public void Url_ThatIsNone_FailsWhenItIsAsked(string url, string said)
    {
        using var converter = new AvroConverter();
        var settings = new Dictionary<string, string?> { ["schema.registry.url"] = url, ["value.subject.name.strategy"] = ConverterCalls.TopicNames };
        converter.Configure(settings, isKey: false);

        var failure = Assert.Throws<DataException>(() => converter.Write("t", Schema.String, "x"));

        Assert.Contains("schema.registry.url", failure.Message, StringComparison.Ordinal);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Url_Missing_IsRefused()
    {
        using var converter = new AvroConverter();

        var failure = Assert.Throws<ConfigException>(() => converter.Configure(new Dictionary<string, string?>(), isKey: true));
        Assert.Contains("schema.registry.url", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BasicAndBearer_Together_AreRefused()
    {
        using var converter = new AvroConverter();
        var settings = new Dictionary<string, string?>
        {
            ["schema.registry.url"] = "http://localhost:1",
            ["basic.auth.credentials.source"] = "URL",
            ["bearer.auth.credentials.source"] = "STATIC_TOKEN",
            ["bearer.auth.token"] = "t",
        };

        Assert.Throws<ConfigException>(() => converter.Configure(settings, isKey: false));
    }

    [Theory]
    [InlineData("Basic alice:s3:cr et", "basic.auth.credentials.source=USER_INFO", "basic.auth.user.info=alice:s3:cr et")]
    [InlineData("Basic old:pw", "basic.auth.credentials.source=USER_INFO", "basic.auth.user.info=new:pw", "schema.registry.basic.auth.user.info=old:pw")]
    [InlineData("Basic bob:p%40ss", "basic.auth.credentials.source=URL", "user=bob:p%40ss")]
    [InlineData(null, "user=bob:pw")]
    [InlineData(null, "basic.auth.user.info=alice:pw")]
    [InlineData(null, "basic.auth.credentials.source=NOPE")]
    [InlineData("Basic alice:pw", "schema.registry.basic.auth.credentials.source=USER_INFO", "schema.registry.basic.auth.user.info=alice:pw")]
    [InlineData("Bearer tok123", "schema.registry.bearer.auth.credentials.source=STATIC_TOKEN", "schema.registry.bearer.auth.token=tok123")]
    [InlineData("Bearer tok123", "bearer.auth.credentials.source=STATIC_TOKEN", "bearer.auth.token=tok123")]
    public void Credentials_OfASource_AreSent(string? authorization, params string[] settings)
    {
        using var server = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"id":1}"""));
        var given = settings.Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => (string?)s[1]);
        given["schema.registry.url"] = given.Remove("user", out var user) ? $"http://{user}@localhost:{server.Port}" : server.Url;
        Register(given);

        var expected = authorization is not null && authorization.StartsWith("Basic ", StringComparison.Ordinal)
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(authorization[6..]))
            : authorization;
        Assert.Equal(expected, server.Requests[^1].Headers.GetValueOrDefault("Authorization"));
    }

    [Fact]
    public void Token_OfAnIssuer_IsFetchedAndSent()
    {
        using var issuer = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"access_token":"abc","token_type":"Bearer","expires_in":3600}"""));
        using var server = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"id":1}"""));
        Register(new()
        {
            ["schema.registry.url"] = server.Url,
            ["bearer.auth.credentials.source"] = "OAUTHBEARER",
            ["bearer.auth.issuer.endpoint.url"] = issuer.Url + "/token",
            ["bearer.auth.client.id"] = "me",
            ["bearer.auth.client.secret"] = "s",
            ["bearer.auth.scope"] = "registry",
            ["bearer.auth.logical.cluster"] = "lsrc-1",
            ["bearer.auth.identity.pool.id"] = "pool-1",
        });

        Assert.Contains("client_id=me", issuer.Requests[0].Body, StringComparison.Ordinal);
        var headers = server.Requests[^1].Headers;
        Assert.Equal(("Bearer abc", "lsrc-1", "pool-1"), (headers["Authorization"], headers["target-sr-cluster"], headers["Confluent-Identity-Pool-Id"]));
    }

    [Fact]
    public void Token_Refused_IsAConfigurationError()
    {
        using var issuer = new ScriptedServer(_ => new ScriptedServer.Answer(401, """{"error":"invalid_client"}"""));
        var failure = Assert.Throws<ConfigException>(() => Register(new()
        {
            ["schema.registry.url"] = "http://localhost:1",
            ["bearer.auth.credentials.source"] = "OAUTHBEARER",
            ["bearer.auth.issuer.endpoint.url"] = issuer.Url,
            ["bearer.auth.client.id"] = "me",
            ["bearer.auth.client.secret"] = "hush",
        }));
        Assert.DoesNotContain("hush", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RequestHeaders_OfTheSettings_AreSent()
    {
        using var server = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"id":1}"""));
        Register(new() { ["schema.registry.url"] = server.Url + "/base/", ["request.header.X-Custom"] = "v1" });

        Assert.Equal("v1", server.Requests[^1].Headers["X-Custom"]);
        Assert.Equal("/base/subjects/t-value/versions", server.Requests[^1].Path);
    }

    [Fact]
    public void Subject_WithOddCharacters_IsEscapedInThePath()
    {
        using var server = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"id":1}"""));
        Register(new() { ["schema.registry.url"] = server.Url }, "a b/c%d+é?");

        Assert.Equal("/subjects/a%20b%2Fc%25d%2B%C3%A9%3F-value/versions", server.Requests[^1].Path);
    }

    [Fact]
    public void Proxy_Given_IsAskedInsteadOfTheRegistry()
    {
        using var proxy = new ScriptedServer(_ => new ScriptedServer.Answer(200, """{"id":1}"""));
        Register(new()
        {
            ["schema.registry.url"] = "http://registry.invalid:8081",
            ["proxy.host"] = "localhost",
            ["proxy.port"] = proxy.Port.ToString(),
        });

        Assert.StartsWith("http://registry.invalid:8081/", proxy.Requests[^1].Target, StringComparison.Ordinal);
    }

    private static void Register(Dictionary<string, string?> settings, string topic = "t")
    {
        using var converter = new AvroConverter();
        settings.TryAdd("max.retries", "0");
        settings.TryAdd("value.subject.name.strategy", ConverterCalls.TopicNames);
        converter.Configure(settings, isKey: false);
        converter.Write(topic, Schema.String, "x");
    }
}
