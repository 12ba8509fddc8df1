using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Errors;
using Connect.Foundation;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Connect.Rest.Security;

/// <summary>TLS at listeners, from Java's <c>ssl.*</c> settings.</summary>
internal sealed class ListenerTls : IDisposable
{
    private static readonly string[] ClientAuth = ["required", "requested", "none"];

    private readonly SslIdentity identity;
    private readonly X509Certificate2Collection trusted;

    private ListenerTls(SslIdentity identity, X509Certificate2Collection trusted, HttpsConnectionAdapterOptions options)
    {
        this.identity = identity;
        this.trusted = trusted;
        Options = options;
    }

    /// <summary>For the listeners.</summary>
    public HttpsConnectionAdapterOptions Options { get; }

    /// <summary>Reads the stores.</summary>
    /// <param name="settings">Settings by names such as <c>ssl.keystore.location</c>.</param>
    /// <param name="listeners">The setting of the listeners, for messages.</param>
    /// <exception cref="ConfigException">A setting is missing or can't be used.</exception>
    public static ListenerTls Read(IReadOnlyDictionary<string, string> settings, string listeners)
    {
        string? Get(string name) => settings.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var stores = new SslStores(Get);
        if (!stores.HasIdentity)
        {
            throw new ConfigException(
                $"{listeners} has an https address, and ssl.keystore.location is missing: set it (or {listeners}.https.ssl.keystore.location) to the file with "
                + "the worker's key and certificate, and ssl.keystore.type to PEM or PKCS12");
        }

        var clients = (Get("ssl.client.auth") ?? "none").ToLowerInvariant();
        if (!ClientAuth.Contains(clients))
        {
            throw new ConfigException("ssl.client.auth", Get("ssl.client.auth"), $"Allowed are {string.Join(", ", ClientAuth)}");
        }

        if (Get("ssl.engine.factory.class") is { } factory)
        {
            throw new ConfigException("ssl.engine.factory.class", factory, "A Java class can't make connections here: use ssl.keystore.* and ssl.truststore.*");
        }

        try
        {
            var trusted = stores.HasTrust ? stores.ReadTrust() : [];
            var identity = stores.ReadIdentity();
            return new ListenerTls(identity, trusted, OptionsOf(identity, trusted, clients, Protocols(Get("ssl.enabled.protocols")), Get("ssl.cipher.suites")));
        }
        catch (SslStoreException error)
        {
            throw new ConfigException($"{listeners} can't serve https: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        identity.Dispose();
        foreach (var certificate in trusted)
        {
            certificate.Dispose();
        }
    }

    private static HttpsConnectionAdapterOptions OptionsOf(
        SslIdentity identity, X509Certificate2Collection trusted, string clients, SslProtocols protocols, string? suites)
    {
        var policy = suites is null ? null : Suites(suites);
        return new HttpsConnectionAdapterOptions
        {
            ServerCertificate = identity.Certificate,
            ServerCertificateChain = identity.Issuers,
            SslProtocols = protocols,
            ClientCertificateMode = clients switch
            {
                "required" => ClientCertificateMode.RequireCertificate,
                "requested" => ClientCertificateMode.AllowCertificate,
                _ => ClientCertificateMode.NoCertificate,
            },
            ClientCertificateValidation = (certificate, chain, _) => IsTrusted(certificate, chain, trusted),
            OnAuthenticate = (_, tls) => tls.CipherSuitesPolicy = policy,
        };
    }

    /// <summary>Without a trust store the system's authorities count, as with Java's default.</summary>
    private static bool IsTrusted(X509Certificate2 certificate, X509Chain? shown, X509Certificate2Collection trusted)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
        if (shown is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        }

        if (trusted.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        return chain.Build(certificate);
    }

    private static SslProtocols Protocols(string? enabled)
    {
        var protocols = SslProtocols.None;
        foreach (var name in (enabled ?? "TLSv1.2,TLSv1.3").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            protocols |= name.ToUpperInvariant() switch
            {
                "TLSV1.2" => SslProtocols.Tls12,
                "TLSV1.3" => SslProtocols.Tls13,
                _ => throw new ConfigException("ssl.enabled.protocols", name, "Allowed are TLSv1.2 and TLSv1.3: older ones are broken, and off in Java too"),
            };
        }

        return protocols;
    }

    private static CipherSuitesPolicy Suites(string names)
    {
        var suites = new List<TlsCipherSuite>();
        foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            suites.Add(
                Enum.TryParse<TlsCipherSuite>(name, out var suite)
                    ? suite
                    : throw new ConfigException("ssl.cipher.suites", name, "Expected the suites' standard names, such as TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"));
        }

        return OperatingSystem.IsLinux()
            ? new CipherSuitesPolicy(suites)
            : throw new ConfigException("ssl.cipher.suites", names, "Suites can be chosen on Linux only; leave it out, the system chooses");
    }
}
