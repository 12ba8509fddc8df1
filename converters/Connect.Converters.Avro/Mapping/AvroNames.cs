using System.Text;
using Connect.Abi.Errors;

namespace Connect.Converters.Avro.Mapping;

/// <summary>What Avro takes as a name, and what becomes of other names.</summary>
internal static class AvroNames
{
    /// <summary>Checks a name without namespace.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it names, for the message.</param>
    /// <exception cref="DataException">Avro does not take it.</exception>
    public static void Check(string name, string what)
    {
        // Java asks for letters and digits of any script.
        var valid = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_');
        for (var i = 1; valid && i < name.Length; i++)
        {
            valid = char.IsLetterOrDigit(name[i]) || name[i] == '_';
        }

        if (!valid)
        {
            throw new DataException(
                $"'{name}' can't be the {what} in Avro: letters, digits and _ are allowed, and no digit at the beginning."
                + $" {AvroDataSettings.ScrubInvalidNamesName}=true replaces what is not");
        }
    }

    /// <summary>A name with all replaced that Avro does not take.</summary>
    /// <param name="name">A name, or a part of one between dots.</param>
    public static string Scrub(string name)
    {
        if (name.Length == 0 || (!char.IsAsciiDigit(name[0]) && IsPlain(name)))
        {
            return name;
        }

        var scrubbed = new StringBuilder(name.Length * 3);
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                // What URL encoding leaves as it is and Avro does not take, and a blank (which it makes a plus), is one _.
                var c = (char)rune.Value;
                scrubbed.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c.ToString() : c is ' ' or '.' or '-' or '*' ? "_" : $"_{(int)c:X2}");
                continue;
            }

            if (rune == Rune.ReplacementChar && !name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                // Half of a surrogate pair is a question mark in Java's UTF-8.
                scrubbed.Append("_3F");
                continue;
            }

            foreach (var b in encoded[..rune.EncodeToUtf8(encoded)])
            {
                scrubbed.Append('_').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return char.IsAsciiDigit(scrubbed[0]) ? "x" + scrubbed : scrubbed.ToString();
    }

    /// <summary>Splits a full name at its last dot.</summary>
    /// <param name="fullName">The name; null for none.</param>
    /// <param name="scrub">Whether to scrub each part.</param>
    public static (string? Space, string? Name) Split(string? fullName, bool scrub)
    {
        if (string.IsNullOrEmpty(fullName))
        {
            return (null, fullName);
        }

        // As Java splits: what would be empty parts at the end is dropped.
        var trimmed = fullName.TrimEnd('.');
        if (trimmed.Length == 0)
        {
            throw new DataException($"'{fullName}' can't be a name in Avro: there is nothing between its dots");
        }

        var parts = trimmed.Split('.');
        if (scrub)
        {
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = Scrub(parts[i]);
            }
        }

        return parts.Length == 1 ? (null, parts[0]) : (string.Join('.', parts[..^1]), parts[^1]);
    }

    /// <summary>A full name with each part scrubbed.</summary>
    /// <param name="fullName">The name; null for none.</param>
    public static string? ScrubFull(string? fullName)
    {
        var (space, name) = Split(fullName, scrub: true);
        return space is null ? name : space + "." + name;
    }

    private static bool IsPlain(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }
}
