using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Errors;
using Connect.Configuration;
using Connect.Rest.Tests.Scenes;
using Connect.TestHarness;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Rest.Tests.Security;

/// <summary>https, and callers with certificates.</summary>
public sealed class ListenerTlsTests : IDisposable
{
    private static readonly ListenerAddress Free = new("https", "127.0.0.1", 0);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connect-https-");
    private readonly X509Certificate2 authority = Certificates.Authority("Ours");
    private readonly ScriptedHerder herder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS12")]
    public async Task Https_WithAKeyStore_IsServedAndAdvertised(string type)
    {
        await using var rest = await StartAsync(Settings(type));
        using var client = new HttpClient(Handler());

        Assert.Equal("[]", await client.GetStringAsync(new Uri(rest.AdvertisedUrl, "connectors"), Token));
        Assert.Equal("https", rest.AdvertisedUrl.Scheme);
    }

    [Fact]
    public async Task Http_BesideHttps_IsAdvertisedUnlessTheSettingSaysOtherwise()
    {
        ListenerAddress[] both = [Free, new("http", "127.0.0.1", 0)];
        await using (var rest = await StartAsync(Settings("PEM"), options => options with { Listeners = both }))
        {
            Assert.Equal("http", rest.AdvertisedUrl.Scheme);
            using var plain = new HttpClient();
            Assert.Equal("[]", await plain.GetStringAsync(new Uri(rest.AdvertisedUrl, "connectors"), Token));
        }

        await using (var rest = await StartAsync(Settings("PEM"), options => options with { Listeners = both, AdvertisedScheme = "https" }))
        {
            using var client = new HttpClient(Handler());
            Assert.Equal("[]", await client.GetStringAsync(new Uri(rest.AdvertisedUrl, "connectors"), Token));
        }
    }

    [Fact]
    public async Task ClientCertificate_ThatIsRequired_HasToBeOfATrustedAuthority()
    {
        await using var rest = await StartAsync(Settings("PEM", "required"));
        using var other = Certificates.Authority("Others");

        Assert.Equal(HttpStatusCode.OK, await GetAsync(rest, Certificates.Leaf(authority, "ops")));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetAsync(rest, Certificates.Leaf(other, "ops")));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetAsync(rest, Certificates.Leaf(authority, "ops", isExpired: true)));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetAsync(rest, null));
    }

    [Fact]
    public async Task ClientCertificate_ThatIsRequested_SaysWhoCalls()
    {
        var callers = Path.Combine(folder.FullName, "callers");
        await File.WriteAllLinesAsync(callers, ["certificate admin CN=ops,OU=Data,O=Acme", "certificate read-only CN=board"], Token);
        await using var rest = await StartAsync(Settings("PEM", "requested"), options => options with { AuthenticationFile = callers });

        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(rest, Certificates.Leaf(authority, "ops", "CN=ops,OU=Data,O=Acme")));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(rest, Certificates.Leaf(authority, "ops", "O=Acme,OU=Data,CN=ops")));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(rest, Certificates.Leaf(authority, "board")));
        Assert.Equal(HttpStatusCode.Forbidden, await DeleteAsync(rest, Certificates.Leaf(authority, "board")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(rest, Certificates.Leaf(authority, "ops")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(rest, null));
    }

    [Fact]
    public async Task Protocols_ThatAreNotEnabled_AreNotSpoken()
    {
        await using var rest = await StartAsync(Settings("PEM", more: ("ssl.enabled.protocols", "TLSv1.3")));
        using var old = new HttpClient(Handler(protocols: SslProtocols.Tls12));
        using var now = new HttpClient(Handler(protocols: SslProtocols.Tls13));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => old.GetAsync(rest.AdvertisedUrl, Token));
        Assert.Equal(HttpStatusCode.OK, (await now.GetAsync(rest.AdvertisedUrl, Token)).StatusCode);
    }

    [Fact]
    public async Task CipherSuites_ByTheirStandardNames_AreTheOnlyOnes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Suites can be chosen on Linux only.");
        await using var rest = await StartAsync(
            Settings("PEM", more: ("ssl.cipher.suites", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256")));
        var seen = new List<TlsCipherSuite>();
        foreach (var protocol in (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13])
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(rest.AdvertisedUrl.Host, rest.AdvertisedUrl.Port, Token);
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = (_, _, _, _) => true }, Token);
            seen.Add(tls.NegotiatedCipherSuite);
        }

        Assert.Equal([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_AES_128_GCM_SHA256], seen);
    }

    [Theory]
    [InlineData("", "ssl.keystore.location is missing")]
    [InlineData("ssl.keystore.location=/none.p12", "ssl.keystore.location: /none.p12 can't be read")]
    [InlineData("ssl.client.auth=perhaps;ssl.keystore.location=/none.p12", "required, requested, none")]
    [InlineData("ssl.engine.factory.class=com.acme.E;ssl.keystore.location=/none.p12", "com.acme.E")]
    public async Task Https_ThatCantBeServed_KeepsTheWorkerFromStarting(string given, string expected)
    {
        var settings = given.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s[1], StringComparer.Ordinal);
        Assert.Contains(expected, (await Assert.ThrowsAsync<ConfigException>(() => StartAsync(settings))).Message);
    }

    [Theory]
    [InlineData("ssl.enabled.protocols", "TLSv1.1", "Allowed are TLSv1.2 and TLSv1.3")]
    [InlineData("ssl.cipher.suites", "FAST", "standard names")]
    public async Task Https_WithWhatIsNotKnown_KeepsTheWorkerFromStarting(string name, string value, string expected) =>
        Assert.Contains(expected, (await Assert.ThrowsAsync<ConfigException>(() => StartAsync(Settings("PEM", more: (name, value))))).Message);

    private static async Task<HttpStatusCode> SendAsync(RestServer rest, HttpMethod method, string path, X509Certificate2? certificate)
    {
        using (certificate)
        {
            using var client = new HttpClient(Handler(certificate));
            using var request = new HttpRequestMessage(method, new Uri(rest.AdvertisedUrl, path));
            using var response = await client.SendAsync(request, Token);
            return response.StatusCode;
        }
    }

    private static Task<HttpStatusCode> GetAsync(RestServer rest, X509Certificate2? certificate) => SendAsync(rest, HttpMethod.Get, "connectors", certificate);

    private static Task<HttpStatusCode> DeleteAsync(RestServer rest, X509Certificate2? certificate) => SendAsync(rest, HttpMethod.Delete, "connectors/x", certificate);

    private static SocketsHttpHandler Handler(X509Certificate2? certificate = null, SslProtocols protocols = SslProtocols.None)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown!.Subject == "CN=localhost";
        handler.SslOptions.EnabledSslProtocols = protocols;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return handler;
    }

    private async Task<RestServer> StartAsync(Dictionary<string, string> settings, Func<RestOptions, RestOptions>? change = null)
    {
        var options = Server.Options with { Listeners = [Free], ListenersSsl = settings };
        var rest = new RestServer(change?.Invoke(options) ?? options, NullLoggerFactory.Instance, TimeProvider.System);
        await rest.StartAsync(Token);
        rest.Serve(herder);
        return rest;
    }

    private Dictionary<string, string> Settings(string type, string? clients = null, (string Name, string Value)? more = null)
    {
        using var leaf = Certificates.Leaf(authority, "localhost");
        var keys = Path.Combine(folder.FullName, "keys");
        var trust = Path.Combine(folder.FullName, "trust");
        File.WriteAllText(trust, authority.ExportCertificatePem());
        if (type == "PEM")
        {
            File.WriteAllText(keys, Certificates.KeyPem(leaf) + "\n" + leaf.ExportCertificatePem());
        }
        else
        {
            File.WriteAllBytes(keys, leaf.Export(X509ContentType.Pkcs12, "pw"));
        }

        var settings = new Dictionary<string, string>
        {
            ["ssl.keystore.type"] = type, ["ssl.keystore.location"] = keys, ["ssl.keystore.password"] = "pw", ["ssl.truststore.type"] = "PEM", ["ssl.truststore.location"] = trust,
        };
        if (clients is not null)
        {
            settings["ssl.client.auth"] = clients;
        }

        if (more is { } one)
        {
            settings[one.Name] = one.Value;
        }

        return settings;
    }
}
