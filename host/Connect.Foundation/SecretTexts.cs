using System.Buffers;
using System.Text.Encodings.Web;

namespace Connect.Foundation;

/// <summary>
/// Texts that must not leave the process: what was looked up for settings. Hides them in what does leave: log lines, error messages,
/// traces. Thread-safe.
/// </summary>
public sealed class SecretTexts
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Hidden = "[hidden]";

    // Shorter ones are no secrets, and hiding them would garble everything.
    private const int ShortestSecret = 4;

    // Values that change often are forgotten, oldest first.
    private const int MaximumKept = 4096;

    private readonly Lock gate = new();
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private volatile Snapshot snapshot = new([], SearchValues.Create([], StringComparison.Ordinal));

    /// <summary>Keeps texts secret from now on.</summary>
    /// <param name="texts">The texts; those too short to be secrets, and truth values, are passed over.</param>
    public void Add(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        lock (gate)
        {
            var changed = false;
            foreach (var text in texts)
            {
                var secret = text.Trim();
                if (secret.Length >= ShortestSecret && !bool.TryParse(secret, out _))
                {
                    // Log lines may be JSON, which writes some characters in another way.
                    changed |= Keep(secret) | Keep(JavaScriptEncoder.Default.Encode(secret));
                }
            }

            while (order.Count > MaximumKept)
            {
                known.Remove(order.Dequeue());
            }

            if (changed)
            {
                // Longest first: a secret that is part of another must not leave the rest of it behind.
                string[] all = [.. known.OrderByDescending(static s => s.Length)];
                snapshot = new Snapshot(all, SearchValues.Create(all, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>A text without secrets.</summary>
    /// <param name="text">The text.</param>
    public string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var secrets = snapshot;
        if (!text.AsSpan().ContainsAny(secrets.Search))
        {
            return text;
        }

        foreach (var secret in secrets.All)
        {
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        }

        return text;
    }

    private bool Keep(string secret)
    {
        if (!known.Add(secret))
        {
            return false;
        }

        order.Enqueue(secret);
        return true;
    }

    private sealed record Snapshot(string[] All, SearchValues<string> Search);
}
