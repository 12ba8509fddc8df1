using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.TestHarness;

namespace Connect.Converters.Avro.Tests.Registry;

/// <summary>Encryption on the way to the registry: who is trusted, who is not, and who the client is.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Prefix = "schema.registry.ssl.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connect-tls-");
    private readonly X509Certificate2 authority = Certificates.Authority("Ours");

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS12")]
    [InlineData("certificates")]
    public void Server_OfATrustedAuthority_IsTalkedTo(string store)
    {
        using var server = Serve(Certificates.Leaf(authority, "localhost"));

        Register(server, Trust(store, authority));

        Assert.Single(server.Requests);
    }

    [Fact]
    public void Server_WithoutATrustStore_IsNotTrusted()
    {
        using var server = Serve(Certificates.Leaf(authority, "localhost"));

        AssertUnreachable(server, []);
    }

    [Fact]
    public void Server_OfAnotherAuthority_IsNotTrusted()
    {
        using var other = Certificates.Authority("Others");
        using var server = Serve(Certificates.Leaf(other, "localhost"));

        AssertUnreachable(server, Trust("PEM", authority));
    }

    [Fact]
    public void Server_ThatOnlyClaimsToBeOfATrustedAuthority_IsNotTrusted()
    {
        using var imposter = Certificates.Authority("Ours");
        using var server = Serve(Certificates.Leaf(imposter, "localhost"));

        AssertUnreachable(server, Trust("PEM", authority));
    }

    [Fact]
    public void Server_OfAnotherName_IsTrustedOnlyWhereNamesDontCount()
    {
        using var server = Serve(Certificates.Leaf(authority, "elsewhere.example"));

        AssertUnreachable(server, Trust("PEM", authority));
        Register(server, new(Trust("PEM", authority)) { [Prefix + "endpoint.identification.algorithm"] = "" });

        Assert.Single(server.Requests);
    }

    [Fact]
    public void Server_OfAnUntrustedAuthority_IsNotTrustedEvenWhereNamesDontCount()
    {
        using var other = Certificates.Authority("Others");
        using var server = Serve(Certificates.Leaf(other, "localhost"));

        AssertUnreachable(server, new(Trust("PEM", authority)) { [Prefix + "endpoint.identification.algorithm"] = "" });
    }

    [Theory]
    [InlineData("PEM", null)]
    [InlineData("PEM", "key password")]
    [InlineData("PKCS12", "store password")]
    [InlineData("key", "key password")]
    public void Client_WithAKeyStore_ShowsItsCertificate(string store, string? password)
    {
        string? shown = null;
        using var server = new ScriptedServer(
            _ => new ScriptedServer.Answer(200, """{"id":1}"""),
            Certificates.Leaf(authority, "localhost"),
            peer =>
            {
                shown = peer?.Subject;
                return peer is not null;
            });

        Register(server, new(Trust("PEM", authority).Concat(Own(store, password))));

        Assert.Equal("CN=client", shown);
    }

    [Fact]
    public void KeyStore_OfAWrongPassword_IsRefusedWithoutShowingIt()
    {
        var settings = new Dictionary<string, string?>(Own("PKCS12", "right")) { [Prefix + "keystore.password"] = "wrong" };

        var failure = Assert.Throws<ConfigException>(() => Configure("https://localhost:1", settings).Dispose());
        Assert.Contains("keystore.location", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    private static ScriptedServer Serve(X509Certificate2 certificate) => new(_ => new ScriptedServer.Answer(200, """{"id":1}"""), certificate);

    private static void Register(ScriptedServer server, Dictionary<string, string?> settings)
    {
        using var converter = Configure(server.Url, settings);
        Assert.Equal([0, 0, 0, 0, 1, 2, (byte)'x'], converter.Write("t", Schema.String, "x"));
    }

    private static void AssertUnreachable(ScriptedServer server, Dictionary<string, string?> settings)
    {
        using var converter = Configure(server.Url, settings);
        Assert.Throws<ConnectException>(() => converter.Write("t", Schema.String, "x"));
        Assert.Empty(server.Requests);
    }

    private static AvroConverter Configure(string url, Dictionary<string, string?> settings)
    {
        var converter = new AvroConverter();
        var all = new Dictionary<string, string?>(settings)
        {
            ["schema.registry.url"] = url,
            ["value.subject.name.strategy"] = ConverterCalls.TopicNames,
            ["max.retries"] = "0",
        };
        converter.Configure(all, isKey: false);
        return converter;
    }

    private Dictionary<string, string?> Trust(string store, X509Certificate2 certificate)
    {
        var file = Path.Combine(folder.FullName, "trust." + store);
        switch (store)
        {
            case "PEM":
                File.WriteAllText(file, certificate.ExportCertificatePem());
                return new() { [Prefix + "truststore.type"] = store, [Prefix + "truststore.location"] = file };
            case "PKCS12":
                using (var alone = X509CertificateLoader.LoadCertificate(certificate.RawData))
                {
                    File.WriteAllBytes(file, alone.Export(X509ContentType.Pkcs12, "trusted"));
                }

                return new()
                {
                    [Prefix + "truststore.type"] = store,
                    [Prefix + "truststore.location"] = file,
                    [Prefix + "truststore.password"] = "trusted",
                };
            default:
                return new() { [Prefix + "truststore.type"] = "PEM", [Prefix + "truststore.certificates"] = certificate.ExportCertificatePem() };
        }
    }

    private Dictionary<string, string?> Own(string store, string? password)
    {
        using var leaf = Certificates.Leaf(authority, "client");
        var keyPem = Certificates.KeyPem(leaf, store == "PKCS12" ? null : password);
        var file = Path.Combine(folder.FullName, "own." + store);
        switch (store)
        {
            case "PEM":
                File.WriteAllText(file, leaf.ExportCertificatePem() + "\n" + keyPem);
                return new() { [Prefix + "keystore.type"] = store, [Prefix + "keystore.location"] = file, [Prefix + "key.password"] = password };
            case "PKCS12":
                File.WriteAllBytes(file, leaf.Export(X509ContentType.Pkcs12, password));
                return new() { [Prefix + "keystore.type"] = store, [Prefix + "keystore.location"] = file, [Prefix + "keystore.password"] = password };
            default:
                return new()
                {
                    [Prefix + "keystore.type"] = "PEM",
                    [Prefix + "keystore.key"] = keyPem,
                    [Prefix + "keystore.certificate.chain"] = leaf.ExportCertificatePem(),
                    [Prefix + "key.password"] = password,
                };
        }
    }
}
