using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.Foundation;

/// <summary>
/// Reads the stores that Java's <c>ssl.keystore.*</c> and <c>ssl.truststore.*</c> settings name: PEM, as text or as a file, and PKCS#12. What is
/// declared as JKS (Java's default) may be PKCS#12 all the same, as in Java; a real JKS file is refused with the command that converts it.
/// </summary>
/// <param name="settings">Gives a setting's value by its name, such as <c>ssl.keystore.type</c>; null or empty when it is not set.</param>
/// <param name="prefix">What stands before the names in messages, such as <c>listeners.https.</c>; may be empty.</param>
public sealed class SslStores(Func<string, string?> settings, string prefix = "")
{
    private const uint JksMagic = 0xFEEDFEED;
    private const uint JceksMagic = 0xCECECECE;

    /// <summary>Whether there is a key store.</summary>
    public bool HasIdentity => Value("ssl.keystore.location") is not null || Value("ssl.keystore.key") is not null;

    /// <summary>Whether there is a trust store.</summary>
    public bool HasTrust => Value("ssl.truststore.location") is not null || Value("ssl.truststore.certificates") is not null;

    /// <summary>Reads the key store.</summary>
    /// <returns>What it holds; the caller's to dispose.</returns>
    /// <exception cref="SslStoreException">It can't be read, or holds no key with its certificate.</exception>
    public SslIdentity ReadIdentity()
    {
        var type = Type("ssl.keystore.type");
        if (type == "PEM")
        {
            return ReadPemIdentity();
        }

        var (bytes, location) = ReadFile("ssl.keystore", type);
        var all = ReadPkcs12("ssl.keystore", bytes, location);
        var own = all.FirstOrDefault(static certificate => certificate.HasPrivateKey)
            ?? throw Fault("ssl.keystore.location", $"{location} holds no private key with its certificate");
        return new SslIdentity(own, Chain(own, all));
    }

    /// <summary>Reads the trust store.</summary>
    /// <returns>The certificates to trust; at least one.</returns>
    /// <exception cref="SslStoreException">It can't be read, or is empty.</exception>
    public X509Certificate2Collection ReadTrust()
    {
        var type = Type("ssl.truststore.type");
        X509Certificate2Collection trusted;
        var setting = "ssl.truststore.location";
        if (type == "PEM")
        {
            var text = Value("ssl.truststore.certificates");
            setting = text is null ? setting : "ssl.truststore.certificates";
            trusted = ReadPem(setting, text ?? ReadText(setting));
        }
        else
        {
            var (bytes, location) = ReadFile("ssl.truststore", type);
            trusted = ReadPkcs12("ssl.truststore", bytes, location);
        }

        return trusted.Count > 0 ? trusted : throw Fault(setting, "it holds no certificate");
    }

    private static X509Certificate2Collection Chain(X509Certificate2 own, X509Certificate2Collection all)
    {
        // In the order in which each is issued by the next; the last one of them may be left out, and usually is.
        var chain = new X509Certificate2Collection();
        var last = own;
        while (all.FirstOrDefault(c => c.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData) && c != last && !chain.Contains(c)) is { } issuer)
        {
            chain.Add(issuer);
            last = issuer;
        }

        return chain;
    }

    private SslIdentity ReadPemIdentity()
    {
        var inText = Value("ssl.keystore.key") is not null;
        var keySetting = inText ? "ssl.keystore.key" : "ssl.keystore.location";
        var chainSetting = inText ? "ssl.keystore.certificate.chain" : "ssl.keystore.location";
        var file = inText ? null : ReadText("ssl.keystore.location");
        var key = file ?? Value("ssl.keystore.key")!;
        var chain = file ?? Value("ssl.keystore.certificate.chain")
            ?? throw Fault(chainSetting, "it is missing; ssl.keystore.key needs the certificates that go with it");
        var all = ReadPem(chainSetting, chain);
        if (all.Count == 0)
        {
            throw Fault(chainSetting, "it holds no certificate (-----BEGIN CERTIFICATE-----)");
        }

        var password = Value("ssl.key.password");
        try
        {
            // The first certificate is the key's own, as in Java.
            var own = key.Contains("BEGIN ENCRYPTED PRIVATE KEY", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(
                    chain, key, password ?? throw Fault("ssl.key.password", "it is missing; the private key is encrypted"))
                : X509Certificate2.CreateFromPem(chain, key);
            return new SslIdentity(own, Chain(own, [.. all.Where(c => !c.RawDataMemory.Span.SequenceEqual(own.RawDataMemory.Span))]));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw Fault(
                keySetting,
                $"its private key can't be used with the first of its certificates: {error.Message} It must hold a key (-----BEGIN PRIVATE KEY-----, or "
                + "encrypted with ssl.key.password) and the certificate for it",
                error);
        }
    }

    private X509Certificate2Collection ReadPem(string setting, string text)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException error)
        {
            throw Fault(setting, $"a certificate in it can't be read: {error.Message}", error);
        }

        return certificates;
    }

    private X509Certificate2Collection ReadPkcs12(string store, byte[] bytes, string location)
    {
        var password = Value(store + ".password");
        try
        {
            return X509CertificateLoader.LoadPkcs12Collection(bytes, password, X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException error)
        {
            throw Fault(
                store + ".location",
                $"{location} can't be read as PKCS#12{(password is null ? $" without a password; is {prefix}{store}.password missing?" : $"; is {prefix}{store}.password right?")} {error.Message}",
                error);
        }
    }

    private (byte[] Bytes, string Location) ReadFile(string store, string type)
    {
        var setting = store + ".location";
        var location = Value(setting)
            ?? throw Fault(setting, $"it is missing; {prefix}{store}.type={type} is a file (set the type to PEM for certificates and keys as text)");
        var bytes = Read(setting, location, File.ReadAllBytes);
        var magic = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;
        if (magic is JksMagic or JceksMagic)
        {
            var form = magic == JksMagic ? "JKS" : "JCEKS";
            throw Fault(
                setting,
                $"{location} is a {form} store, which only Java can read. Convert it: keytool -importkeystore -srckeystore {location} -srcstoretype {form} "
                + $"-destkeystore {Path.ChangeExtension(location, ".p12")} -deststoretype PKCS12, and set {prefix}{setting} to the new file and {prefix}{store}.type=PKCS12");
        }

        return (bytes, location);
    }

    private string ReadText(string setting) =>
        Read(setting, Value(setting) ?? throw Fault(setting, "it is missing"), File.ReadAllText);

    private T Read<T>(string setting, string location, Func<string, T> read)
    {
        try
        {
            return read(location);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(setting, $"{location} can't be read: {error.Message}", error);
        }
    }

    private string Type(string setting)
    {
        var type = (Value(setting) ?? "JKS").ToUpperInvariant();
        return type is "PEM" or "PKCS12" or "JKS"
            ? type
            : throw Fault(setting, $"it is '{type}'; allowed are PEM, PKCS12 and, for a PKCS#12 file, JKS");
    }

    private string? Value(string name) => settings(name) is { Length: > 0 } value ? value : null;

    private SslStoreException Fault(string setting, string message, Exception? cause = null) => new(prefix + setting, message, cause);
}
