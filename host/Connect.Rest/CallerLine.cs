using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Connect.Rest;

/// <summary>Lines of the file that <c>rest.authentication.file</c> names: <c>KIND ROLE NAME SECRET</c>, with space between.</summary>
public static class CallerLine
{
    internal const string UserKind = "user";
    internal const string TokenKind = "token";
    internal const string CertificateKind = "certificate";

    private const int TokenBytes = 32;
    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>Roles by the names that the file has for them.</summary>
    internal static IReadOnlyDictionary<string, Role> Roles { get; } =
        new Dictionary<string, Role>(StringComparer.Ordinal) { ["admin"] = Role.Admin, ["read-only"] = Role.ReadOnly };

    /// <summary>Makes the line of a user with a password.</summary>
    /// <param name="role">What the user may do.</param>
    /// <param name="name">The user's name; without spaces and colons.</param>
    /// <param name="password">The password; only its hash (PBKDF2) is in the line.</param>
    /// <exception cref="ArgumentException">The name can't be one.</exception>
    public static string ForUser(Role role, string name, string password) =>
        $"{UserKind} {Text(role)} {Checked(name)} {Hasher.HashPassword(name, password)}";

    /// <summary>Makes a bearer token of 256 random bits, and its line.</summary>
    /// <param name="role">What its holder may do.</param>
    /// <param name="name">What it is for, for the log; without spaces and colons.</param>
    /// <param name="token">The token, for its holder; only its hash (SHA-256) is in the line.</param>
    /// <exception cref="ArgumentException">The name can't be one.</exception>
    public static string ForToken(Role role, string name, out string token)
    {
        token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return $"{TokenKind} {Text(role)} {Checked(name)} {HashOfToken(token)}";
    }

    internal static string HashOfToken(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static string Text(Role role) => Roles.Single(named => named.Value == role).Key;

    private static string Checked(string name) =>
        name.Length > 0 && !name.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c == ':') && name[0] != '#'
            ? name
            : throw new ArgumentException($"'{name}' can't be a name: it has to be without spaces and colons.", nameof(name));
}
