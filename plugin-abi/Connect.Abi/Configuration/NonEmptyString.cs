using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>Refuses the empty text; takes null.</summary>
public sealed class NonEmptyString : IValidator
{
    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (TextOf.Setting(name, value) is { Length: 0 })
        {
            throw new ConfigException(name, value, "String must be non-empty");
        }
    }

    /// <summary>What is allowed.</summary>
    public override string ToString() => "non-empty string";
}

/// <summary>Refuses the empty text and texts with ISO control characters; takes null, which a required setting never is.</summary>
public sealed class NonEmptyStringWithoutControlChars : IValidator
{
    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        var text = TextOf.Setting(name, value);
        if (text is null)
        {
            return;
        }

        if (text.Length == 0)
        {
            throw new ConfigException(name, value, "String may not be empty");
        }

        var controls = text.Where(char.IsControl).Select(c => ((int)c).ToString(CultureInfo.InvariantCulture)).ToArray();
        if (controls.Length > 0)
        {
            throw new ConfigException(
                name,
                value,
                "String may not contain control sequences but had the following ASCII chars: " + string.Join(", ", controls));
        }
    }

    /// <summary>What is allowed.</summary>
    public override string ToString() => "non-empty string without ISO control characters";
}

/// <summary>Refuses null.</summary>
public sealed class NonNullValidator : IValidator
{
    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (value is null)
        {
            throw new ConfigException(name, "null", "entry must be non null");
        }
    }

    /// <summary>What is allowed.</summary>
    public override string ToString() => "non-null string";
}
