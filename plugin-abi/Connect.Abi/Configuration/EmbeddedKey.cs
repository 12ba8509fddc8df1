namespace Connect.Abi.Configuration;

/// <summary>A setting under a prefix: its validator and recommender go on seeing names without it.</summary>
internal static class EmbeddedKey
{
    public static ConfigKey Of(ConfigKey key, string keyPrefix, string groupPrefix, int order) => new(
        keyPrefix + key.Name,
        key.Type,
        key.DefaultValue,
        key.Validator is null ? null : new UnprefixingValidator(keyPrefix, key.Validator),
        key.Importance,
        key.Documentation,
        groupPrefix + (key.Group is null ? string.Empty : ": " + key.Group),
        order,
        key.Width,
        key.DisplayName,
        [.. key.Dependents.Select(dependent => keyPrefix + dependent)],
        key.Recommender is null ? null : new UnprefixingRecommender(keyPrefix, key.Recommender),
        key.IsInternal);

    private sealed class UnprefixingValidator(string prefix, IValidator inner) : IValidator
    {
        public void EnsureValid(string name, object? value) => inner.EnsureValid(name[prefix.Length..], value);

        public override string? ToString() => inner.ToString();
    }

    private sealed class UnprefixingRecommender(string prefix, IRecommender inner) : IRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            inner.ValidValues(name[prefix.Length..], Unprefixed(parsedSettings));

        public bool Visible(string name, IReadOnlyDictionary<string, object?> parsedSettings) =>
            inner.Visible(name[prefix.Length..], Unprefixed(parsedSettings));

        private Dictionary<string, object?> Unprefixed(IReadOnlyDictionary<string, object?> settings)
        {
            var unprefixed = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in settings)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    unprefixed[name[prefix.Length..]] = value;
                }
            }

            return unprefixed;
        }
    }
}
