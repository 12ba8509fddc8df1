using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Connect.Foundation;

/// <summary>A certificate with its private key, and the certificates of those that issued it.</summary>
/// <param name="Certificate">The certificate; has its private key.</param>
/// <param name="Issuers">What the store holds besides; may be empty.</param>
public sealed record SslIdentity(X509Certificate2 Certificate, X509Certificate2Collection Issuers) : IDisposable
{
    /// <summary>The key, not encrypted, as PEM (PKCS#8).</summary>
    public string KeyPem()
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)Certificate.GetRSAPrivateKey() ?? Certificate.GetECDsaPrivateKey()
            ?? throw new CryptographicException("The private key is neither RSA nor of an elliptic curve.");
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The certificate and its issuers as PEM, in the order in which servers show them.</summary>
    public string ChainPem()
    {
        var all = new List<string> { Certificate.ExportCertificatePem() };
        all.AddRange(Issuers.Select(static issuer => issuer.ExportCertificatePem()));
        return string.Join('\n', all) + "\n";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var issuer in Issuers)
        {
            issuer.Dispose();
        }
    }
}
