using System.Security.Cryptography.X509Certificates;

namespace Connect.Rest.Security;

/// <summary>Somebody who may call.</summary>
/// <param name="Name">For the log.</param>
/// <param name="Role">What they may do.</param>
internal sealed record Caller(string Name, Role Role);

/// <summary>A caller with a password.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Hash">The password's hash.</param>
internal sealed record User(Caller Caller, string Hash);

/// <summary>A caller with a certificate.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Subject">The certificate's subject, each relative name as <c>OID=value</c>, in the order in which the certificate has them.</param>
internal sealed record CertificateHolder(Caller Caller, IReadOnlyList<string> Subject)
{
    /// <summary>Whether it is a certificate's subject; the order may be the other way round, as RFC 2253 writes it.</summary>
    public bool IsSubject(X500DistinguishedName subject)
    {
        var names = Names(subject);
        return names.SequenceEqual(Subject, StringComparer.Ordinal) || names.Reverse().SequenceEqual(Subject, StringComparer.Ordinal);
    }

    /// <exception cref="System.Security.Cryptography.CryptographicException">It is no distinguished name.</exception>
    public static IReadOnlyList<string> Names(X500DistinguishedName subject) =>
        [.. subject.EnumerateRelativeDistinguishedNames(reversed: false)
            .Select(static name => name.HasMultipleElements ? Convert.ToHexString(name.RawData.Span) : $"{name.GetSingleElementType().Value}={name.GetSingleElementValue()}")];
}

/// <summary>All who may call.</summary>
/// <param name="Users">By their names.</param>
/// <param name="Tokens">By the SHA-256 of the token, as lower-case hexadecimal digits.</param>
/// <param name="Certificates">Who shows a certificate.</param>
internal sealed record Callers(IReadOnlyDictionary<string, User> Users, IReadOnlyDictionary<string, Caller> Tokens, IReadOnlyList<CertificateHolder> Certificates);
