using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;
using static Connect.Converters.Avro.Registry.Settings.TlsDefinition;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>Encryption on the way to the registry, parsed; certificates are read at once, so that what is wrong shows at the start.</summary>
internal sealed class TlsSettings
{
    private readonly X509Certificate2Collection? trusted;
    private readonly X509Certificate2Collection? own;
    private readonly bool checkName;
    private readonly SslProtocols protocols;
    private readonly TlsCipherSuite[] suites;

    public TlsSettings(AbstractConfig config)
    {
        if (config.GetClass(EngineFactory) is { Length: > 0 } factory)
        {
            throw new ConfigException(EngineFactory, factory, "A Java class can't make connections here: use trust and key stores");
        }

        checkName = config.GetString(EndpointIdentification) switch
        {
            null or "" => false,
            { } algorithm when algorithm.Equals("https", StringComparison.OrdinalIgnoreCase) => true,
            var other => throw new ConfigException(EndpointIdentification, other, "https checks the server's name, empty does not"),
        };
        protocols = config.GetList(EnabledProtocols).Aggregate(SslProtocols.None, (all, name) => all | ProtocolOf(name));
        suites = [.. config.GetList(CipherSuites).Where(name => name.Length > 0).Select(SuiteOf)];
        trusted = TrustedOf(config);
        own = OwnOf(config);
    }

    /// <summary>How connections are made.</summary>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions { EnabledSslProtocols = protocols };
        if (trusted is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        if (own is not null)
        {
            var leaf = own.First(certificate => certificate.HasPrivateKey);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(leaf, own, offline: true);
        }

        if (!checkName)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        }

        if (suites.Length > 0)
        {
            options.CipherSuitesPolicy = PolicyOf(suites);
        }

        return options;
    }

    private static CipherSuitesPolicy PolicyOf(TlsCipherSuite[] suites)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsAndroid())
        {
            throw new ConfigException($"{CipherSuites} can't be chosen by a process on this system: leave it out");
        }

        return new CipherSuitesPolicy(suites);
    }

    private static SslProtocols ProtocolOf(string name) => name.ToUpperInvariant() switch
    {
        "TLSV1.2" => SslProtocols.Tls12,
        "TLSV1.3" => SslProtocols.Tls13,
        _ => throw new ConfigException(EnabledProtocols, name, "TLSv1.2 and TLSv1.3 are there"),
    };

    private static TlsCipherSuite SuiteOf(string name) => Enum.TryParse<TlsCipherSuite>(name, out var suite) && Enum.IsDefined(suite)
        ? suite
        : throw new ConfigException(CipherSuites, name, "There is no cipher suite of that name");

    private static X509Certificate2Collection? TrustedOf(AbstractConfig config)
    {
        var store = new CertificateStore(TruststoreType, config.GetString(TruststoreType)!, TruststoreLocation, config.GetString(TruststoreLocation));
        if (config.GetPassword(TruststoreCertificates)?.Value is { Length: > 0 } pem)
        {
            store.RefuseLocation(TruststoreCertificates);
            return CertificateStore.Read(TruststoreCertificates, () => CertificateStore.Certificates(pem));
        }

        return store.IsGiven ? store.ReadTrusted(config.GetPassword(TruststorePassword)?.Value) : null;
    }

    private static X509Certificate2Collection? OwnOf(AbstractConfig config)
    {
        var store = new CertificateStore(KeystoreType, config.GetString(KeystoreType)!, KeystoreLocation, config.GetString(KeystoreLocation));
        var keyPassword = config.GetPassword(KeyPassword)?.Value;
        if (config.GetPassword(KeystoreKey)?.Value is { Length: > 0 } key)
        {
            store.RefuseLocation(KeystoreKey);
            var chain = config.GetPassword(KeystoreChain)?.Value
                ?? throw new ConfigException($"{KeystoreChain} is missing: {KeystoreKey} needs the certificates that go with it");
            return CertificateStore.Read(KeystoreKey, () => CertificateStore.WithKey(chain, key, keyPassword));
        }

        return store.IsGiven ? store.ReadOwn(config.GetPassword(KeystorePassword)?.Value, keyPassword) : null;
    }
}
