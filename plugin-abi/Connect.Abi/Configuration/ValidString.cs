using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>Takes one of some texts, in exactly that spelling; null is refused, unless it is one of them.</summary>
public sealed class ValidString : IValidator
{
    private readonly string?[] _allowed;

    private ValidString(string?[] allowed) => _allowed = allowed;

    /// <summary>Takes one of these.</summary>
    /// <param name="allowed">The texts.</param>
    public static ValidString In(params string?[] allowed) => new([.. allowed]);

    /// <summary>The texts that are allowed.</summary>
    public IReadOnlyList<string?> Allowed => _allowed;

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (Array.IndexOf(_allowed, TextOf.Setting(name, value)) < 0)
        {
            throw new ConfigException(name, value, "String must be one of: " + string.Join(", ", _allowed));
        }
    }

    /// <summary>The texts in brackets.</summary>
    public override string ToString() => "[" + string.Join(", ", _allowed) + "]";
}

/// <summary>Takes one of some texts, in any case; null is refused.</summary>
public sealed class CaseInsensitiveValidString : IValidator
{
    private readonly string[] _allowed;

    private CaseInsensitiveValidString(string[] allowed) => _allowed = allowed;

    /// <summary>Takes one of these.</summary>
    /// <param name="allowed">The texts.</param>
    public static CaseInsensitiveValidString In(params string[] allowed) =>
        new([.. allowed.Select(text => text.ToUpperInvariant()).Distinct(StringComparer.Ordinal)]);

    /// <summary>The texts that are allowed, in capitals.</summary>
    public IReadOnlyList<string> Allowed => _allowed;

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (TextOf.Setting(name, value) is not { } text || Array.IndexOf(_allowed, text.ToUpperInvariant()) < 0)
        {
            throw new ConfigException(name, value, "String must be one of (case insensitive): " + string.Join(", ", _allowed));
        }
    }

    /// <summary>The texts in brackets.</summary>
    public override string ToString() => "(case insensitive) [" + string.Join(", ", _allowed) + "]";
}

/// <summary>The text that a validator of texts looks at.</summary>
internal static class TextOf
{
    public static string? Setting(string name, object? value) => value switch
    {
        null => null,
        string text => text,
        _ => throw new ConfigException(name, ConfigText.Show(value), "Value must be a string"),
    };
}
