using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.TestHarness;

/// <summary>Makes certificates for tests; each has its private key, exportable.</summary>
public static class Certificates
{
    /// <summary>An authority, trusted by nobody yet.</summary>
    /// <param name="name">Its common name.</param>
    public static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
    }

    /// <summary>A certificate that an authority has issued.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="name">The host that it is for, and its common name.</param>
    /// <param name="subject">Its whole subject; null for the common name alone.</param>
    /// <param name="isExpired">Whether its time is over.</param>
    public static X509Certificate2 Leaf(X509Certificate2 authority, string name, string? subject = null, bool isExpired = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject ?? "CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var issued = request.Create(authority, now.AddHours(-12), isExpired ? now.AddHours(-1) : now.AddDays(2), RandomNumberGenerator.GetBytes(8));
        using var with = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(with.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>The key of a certificate as PEM.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="password">Encrypts it; null for not at all.</param>
    public static string KeyPem(X509Certificate2 certificate, string? password = null)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
    }
}
