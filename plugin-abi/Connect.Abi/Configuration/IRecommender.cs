using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>
/// Suggests values for a setting and says whether it matters at all, given the others. Suggestions are not a limit: that is a
/// validator's work.
/// </summary>
public interface IRecommender
{
    /// <summary>The values to suggest; empty for none.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="parsedSettings">All settings, parsed; null for those that are missing or wrong.</param>
    /// <exception cref="ConfigException">The other settings don't go together; the message is shown with this setting.</exception>
    IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings);

    /// <summary>Whether the setting matters.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="parsedSettings">All settings, parsed.</param>
    bool Visible(string name, IReadOnlyDictionary<string, object?> parsedSettings) => true;
}

/// <summary>Always suggests the same values.</summary>
public sealed class FixedRecommender : IRecommender
{
    private readonly IReadOnlyList<object?> _values;

    private FixedRecommender(IReadOnlyList<object?> values) => _values = values;

    /// <summary>Suggests these.</summary>
    /// <param name="values">The values.</param>
    public static FixedRecommender Of(params object?[] values) => new([.. values]);

    /// <summary>Suggests the names of an enumeration, in lower case, as Connect spells most of its choices.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    public static FixedRecommender OfEnum<TEnum>()
        where TEnum : struct, Enum => new([.. Enum.GetNames<TEnum>().Select(name => name.ToLowerInvariant())]);

    /// <inheritdoc/>
    public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) => _values;
}
