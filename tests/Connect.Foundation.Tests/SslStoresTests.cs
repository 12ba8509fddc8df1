using System.Security.Cryptography.X509Certificates;
using Connect.TestHarness;

namespace Connect.Foundation.Tests;

/// <summary>Key and trust stores in the forms that Java's settings name.</summary>
public sealed class SslStoresTests : IDisposable
{
    private const string Password = "swordfish";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connect-stores-");
    private readonly X509Certificate2 authority = Certificates.Authority("Ours");

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("PEM", null)]
    [InlineData("PEM", Password)]
    [InlineData("PKCS12", Password)]
    [InlineData("JKS", Password)]
    [InlineData("text", null)]
    [InlineData("text", Password)]
    public void Identity_OfAnyStore_HasItsKeyAndItsIssuers(string form, string? password)
    {
        using var leaf = Certificates.Leaf(authority, "localhost");

        using var identity = Stores(KeyStore(form, leaf, password)).ReadIdentity();

        Assert.Equal(leaf.Thumbprint, identity.Certificate.Thumbprint);
        Assert.True(identity.Certificate.HasPrivateKey);
        Assert.Equal(authority.Thumbprint, Assert.Single(identity.Issuers).Thumbprint);
        using var again = X509Certificate2.CreateFromPem(identity.ChainPem(), identity.KeyPem());
        Assert.Equal(leaf.Thumbprint, again.Thumbprint);
        Assert.Equal(2, identity.ChainPem().Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS12")]
    [InlineData("text")]
    public void Trust_OfAnyStore_HasAllItsCertificates(string form)
    {
        using var other = Certificates.Authority("Others");
        X509Certificate2Collection both = [X509CertificateLoader.LoadCertificate(authority.RawData), X509CertificateLoader.LoadCertificate(other.RawData)];
        var file = Path.Combine(folder.FullName, "trust");
        Dictionary<string, string> settings = new() { ["ssl.truststore.type"] = form == "text" ? "PEM" : form };
        if (form == "text")
        {
            settings["ssl.truststore.certificates"] = both.ExportCertificatePems();
        }
        else
        {
            settings["ssl.truststore.location"] = file;
            settings["ssl.truststore.password"] = Password;
            File.WriteAllBytes(file, form == "PEM" ? System.Text.Encoding.ASCII.GetBytes(both.ExportCertificatePems()) : both.Export(X509ContentType.Pkcs12, Password)!);
        }

        Assert.Equal(both.Select(c => c.Thumbprint).Order(), Stores(settings).ReadTrust().Select(c => c.Thumbprint).Order());
    }

    /// <summary>The stores that Java's own tool makes, in its default form.</summary>
    [Fact]
    public async Task Trust_OfKeytoolsDefaultStore_IsRead_AndAJksStoreIsRefusedWithTheCommandThatConvertsIt()
    {
        Assert.SkipWhen(!Find("keytool"), "keytool is not here: it is Java's.");
        var pem = Path.Combine(folder.FullName, "ca.pem");
        await File.WriteAllTextAsync(pem, authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        Keytool($"-importcert -noprompt -alias ca -file {pem} -keystore {folder.FullName}/trust.p12 -storepass {Password}");
        Keytool($"-importcert -noprompt -alias ca -file {pem} -keystore {folder.FullName}/trust.jks -storepass {Password} -storetype JKS");

        Dictionary<string, string> Trust(string file) =>
            new() { ["ssl.truststore.location"] = Path.Combine(folder.FullName, file), ["ssl.truststore.password"] = Password };
        Assert.Equal(authority.Thumbprint, Assert.Single(Stores(Trust("trust.p12")).ReadTrust()).Thumbprint);
        var error = Assert.Throws<SslStoreException>(() => Stores(Trust("trust.jks")).ReadTrust());
        Assert.Equal("ssl.truststore.location", error.Setting);
        Assert.Contains($"keytool -importkeystore -srckeystore {folder.FullName}/trust.jks -srcstoretype JKS -destkeystore {folder.FullName}/trust.p12", error.Message);
    }

    [Theory]
    [InlineData("ssl.keystore.location=/none.p12", "ssl.keystore.location", "/none.p12 can't be read")]
    [InlineData("ssl.keystore.type=BKS;ssl.keystore.location=/k", "ssl.keystore.type", "allowed are PEM, PKCS12")]
    [InlineData("ssl.keystore.type=PEM;ssl.keystore.key=K", "ssl.keystore.certificate.chain", "it is missing")]
    [InlineData("ssl.keystore.type=PEM;ssl.keystore.key=K;ssl.keystore.certificate.chain=C", "ssl.keystore.certificate.chain", "holds no certificate")]
    [InlineData("ssl.keystore.type=PKCS12", "ssl.keystore.location", "it is missing")]
    public void Identity_ThatCantBeRead_IsAnErrorOfItsSetting(string given, string setting, string expected)
    {
        var error = Assert.Throws<SslStoreException>(() => Stores(Parse(given)).ReadIdentity());
        Assert.Equal(setting, error.Setting);
        Assert.Contains(expected, error.Problem);
    }

    [Fact]
    public void Identity_WithAWrongPassword_IsAnErrorThatAsksForIt_AndDoesNotRepeatIt()
    {
        using var leaf = Certificates.Leaf(authority, "localhost");
        var settings = KeyStore("PKCS12", leaf, Password);
        settings["ssl.keystore.password"] = "marlin-7";
        var error = Assert.Throws<SslStoreException>(() => Stores(settings).ReadIdentity());
        Assert.Contains("is ssl.keystore.password right?", error.Message);
        Assert.DoesNotContain("marlin-7", error.ToString());
    }

    [Fact]
    public void Trust_ThatIsEmpty_IsRefused()
    {
        var file = Path.Combine(folder.FullName, "empty.pem");
        File.WriteAllText(file, "# nothing yet\n");
        Assert.Contains(
            "holds no certificate",
            Assert.Throws<SslStoreException>(() => Stores(Parse($"ssl.truststore.type=PEM;ssl.truststore.location={file}")).ReadTrust()).Message);
    }

    private static SslStores Stores(Dictionary<string, string> settings) => new(name => settings.GetValueOrDefault(name));

    private static Dictionary<string, string> Parse(string given) =>
        given.Split(';').Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => s[1], StringComparer.Ordinal);

    private static bool Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(place => File.Exists(Path.Combine(place, tool)));

    private static void Keytool(string arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("keytool", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }

    private Dictionary<string, string> KeyStore(string form, X509Certificate2 leaf, string? password)
    {
        var file = Path.Combine(folder.FullName, "keys");
        var chain = leaf.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n";
        Dictionary<string, string> settings = new() { ["ssl.keystore.type"] = form == "text" ? "PEM" : form, ["ssl.keystore.location"] = file };
        switch (form)
        {
            case "text":
                settings.Remove("ssl.keystore.location");
                settings["ssl.keystore.key"] = Certificates.KeyPem(leaf, password);
                settings["ssl.keystore.certificate.chain"] = chain;
                break;
            case "PEM":
                File.WriteAllText(file, Certificates.KeyPem(leaf, password) + "\n" + chain);
                break;
            default:
                using (var issuer = X509CertificateLoader.LoadCertificate(authority.RawData))
                {
                    File.WriteAllBytes(file, new X509Certificate2Collection { leaf, issuer }.Export(X509ContentType.Pkcs12, password)!);
                }

                settings["ssl.keystore.password"] = password!;
                return settings;
        }

        if (password is not null)
        {
            settings["ssl.key.password"] = password;
        }

        return settings;
    }
}
