using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>A trust or key store as Java's settings name it: a file of a type.</summary>
internal sealed class CertificateStore(string typeSetting, string type, string locationSetting, string? location)
{
    public bool IsGiven => !string.IsNullOrEmpty(location);

    public void RefuseLocation(string other)
    {
        if (IsGiven)
        {
            throw new ConfigException($"{locationSetting} and {other} can't both be set");
        }
    }

    public X509Certificate2Collection ReadTrusted(string? password) => Read(locationSetting, () => IsPem()
        ? Certificates(File.ReadAllText(location!))
        : X509CertificateLoader.LoadPkcs12CollectionFromFile(location!, password));

    public X509Certificate2Collection ReadOwn(string? password, string? keyPassword)
    {
        var found = Read(locationSetting, () => IsPem()
            ? WithKey(File.ReadAllText(location!), File.ReadAllText(location!), keyPassword)
            : X509CertificateLoader.LoadPkcs12CollectionFromFile(location!, password));
        return found.Any(certificate => certificate.HasPrivateKey)
            ? found
            : throw new ConfigException(locationSetting, location, "It holds no private key");
    }

    public static X509Certificate2Collection Certificates(string pem)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(pem);
        return found.Count > 0 ? found : throw new CryptographicException("It holds no certificate in PEM");
    }

    /// <summary>A chain, whose first certificate gets the key.</summary>
    public static X509Certificate2Collection WithKey(string chain, string key, string? keyPassword)
    {
        var found = Certificates(chain);
        using var leaf = keyPassword is null
            ? X509Certificate2.CreateFromPem(chain, key)
            : X509Certificate2.CreateFromEncryptedPem(chain, key, keyPassword);

        // A key that only exists in memory is not taken by every platform's TLS; one that came out of PKCS12 is.
        found[0] = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        return found;
    }

    public static X509Certificate2Collection Read(string setting, Func<X509Certificate2Collection> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ConfigException($"{setting} can't be read: {e.Message}", e);
        }
    }

    private bool IsPem() => type.ToUpperInvariant() switch
    {
        "PEM" => true,
        "PKCS12" => false,
        _ => throw new ConfigException(
            typeSetting,
            type,
            $"Only PEM and PKCS12 can be read here: convert the file of {locationSetting} (keytool -importkeystore -deststoretype pkcs12"
                + " makes PKCS12) and set the type"),
    };
}
