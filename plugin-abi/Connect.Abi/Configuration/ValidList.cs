using System.Collections;
using System.Globalization;
using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>Takes lists without empty texts and without duplicates, of certain texts or of any. Parsing drops duplicates.</summary>
public sealed class ValidList : IValidator
{
    private readonly string[] _allowed;
    private readonly bool _emptyAllowed;
    private readonly bool _nullAllowed;

    private ValidList(string[] allowed, bool emptyAllowed, bool nullAllowed)
    {
        _allowed = allowed;
        _emptyAllowed = emptyAllowed;
        _nullAllowed = nullAllowed;
    }

    /// <summary>Takes lists of these, also the empty one.</summary>
    /// <param name="allowed">The texts.</param>
    public static ValidList In(params string[] allowed) => In(true, allowed);

    /// <summary>Takes lists of these.</summary>
    /// <param name="emptyAllowed">Whether the list may be empty.</param>
    /// <param name="allowed">The texts.</param>
    public static ValidList In(bool emptyAllowed, params string[] allowed) => new([.. allowed], emptyAllowed, false);

    /// <summary>Takes lists of any texts.</summary>
    /// <param name="emptyAllowed">Whether the list may be empty.</param>
    /// <param name="nullAllowed">Whether there may be none at all.</param>
    public static ValidList AnyNonDuplicateValues(bool emptyAllowed, bool nullAllowed) => new([], emptyAllowed, nullAllowed);

    /// <summary>The texts that are allowed; empty for any.</summary>
    public IReadOnlyList<string> Allowed => _allowed;

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        if (value is null)
        {
            if (_nullAllowed)
            {
                return;
            }

            throw new ConfigException($"Configuration '{name}' values must not be null.");
        }

        var count = 0;
        var seen = new HashSet<object>();
        foreach (var item in ListOf.Setting(name, value))
        {
            count++;
            switch (item)
            {
                case null:
                    throw new ConfigException(name, ConfigText.Show(value), "Values must not be null");
                case "":
                    throw new ConfigException($"Configuration '{name}' values must not be empty.");
                case string text when _allowed.Length > 0 && Array.IndexOf(_allowed, text) < 0:
                    throw new ConfigException(name, text, "String must be one of: " + string.Join(", ", _allowed));
            }

            if (!seen.Add(item))
            {
                throw new ConfigException($"Configuration '{name}' values must not be duplicated.");
            }
        }

        if (count == 0 && !_emptyAllowed)
        {
            throw new ConfigException(
                $"Configuration '{name}' must not be empty." +
                (_allowed.Length == 0 ? string.Empty : $" Valid values include: [{string.Join(", ", _allowed)}]"));
        }
    }

    /// <summary>The texts that are allowed, in brackets; nothing where all are.</summary>
    public override string ToString() => _allowed.Length == 0 ? string.Empty : "[" + string.Join(", ", _allowed) + "]";
}

/// <summary>Takes lists up to a size; null is refused.</summary>
public sealed class ListSize : IValidator
{
    private readonly int _max;

    private ListSize(int max) => _max = max;

    /// <summary>Takes lists of at most so many.</summary>
    /// <param name="max">How many.</param>
    public static ListSize AtMost(int max) => new(max);

    /// <inheritdoc/>
    public void EnsureValid(string name, object? value)
    {
        var count = 0;
        foreach (var item in ListOf.Setting(name, value))
        {
            count++;
        }

        if (count > _max)
        {
            throw new ConfigException(
                name, ConfigText.Show(value), string.Create(CultureInfo.InvariantCulture, $"exceeds maximum list size of [{_max}]."));
        }
    }

    /// <summary>What is allowed.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"List containing maximum of {_max} elements");
}

/// <summary>The list that a validator of lists looks at.</summary>
internal static class ListOf
{
    public static IEnumerable Setting(string name, object? value) => value is IEnumerable items and not string
        ? items
        : throw new ConfigException(name, ConfigText.Show(value), "Value must be a list");
}
