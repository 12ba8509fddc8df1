using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Connect.Rest.Security;

/// <summary>
/// Compares passwords with their hashes. That is slow on purpose: what was right is remembered, and only one is compared at a time, so that
/// guesses take no more than one processor.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private const int MostRemembered = 1000;

    private static readonly PasswordHasher<string> Hasher = new();

    // For names that nobody has: the answer takes as long, and does not tell which names there are.
    private static readonly Lazy<string> Nobody = new(static () => Hasher.HashPassword(string.Empty, Convert.ToHexString(RandomNumberGenerator.GetBytes(16))));

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly SemaphoreSlim one = new(1);
    private readonly HashSet<string> right = [];

    /// <summary>Whether a text is a hash as this class compares with.</summary>
    public static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 13 && bytes[0] is 0 or 1;
    }

    /// <summary>Whether a password is a user's.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hash">The user's hash; null when nobody has that name.</param>
    /// <param name="password">What was given.</param>
    /// <param name="cancellationToken">Gives up waiting for others.</param>
    public async Task<bool> IsRightAsync(string name, string? hash, string password, CancellationToken cancellationToken)
    {
        // Keyed, and of this process only: a dump does not hold what could be tried offline with less work than the hash.
        var remembered = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{hash}\n{name}\n{password}")));
        lock (right)
        {
            if (right.Contains(remembered))
            {
                return true;
            }
        }

        await one.WaitAsync(cancellationToken);
        try
        {
            var result = Hasher.VerifyHashedPassword(name, hash ?? Nobody.Value, password);
            if (hash is null || result == PasswordVerificationResult.Failed)
            {
                return false;
            }
        }
        finally
        {
            one.Release();
        }

        lock (right)
        {
            if (right.Count >= MostRemembered)
            {
                right.Clear();
            }

            right.Add(remembered);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();
}
