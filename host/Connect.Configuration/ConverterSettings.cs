namespace Connect.Configuration;

/// <summary>A converter of a worker or a connector.</summary>
/// <param name="ClassName">Its class.</param>
/// <param name="Version">Which versions will do; null for any.</param>
/// <param name="Settings">Its own settings, without prefix.</param>
public sealed record ConverterSettings(string ClassName, string? Version, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The converter that settings name; null for none.</summary>
    internal static ConverterSettings? From(IReadOnlyDictionary<string, string> settings, string name, string? defaultClass = null)
    {
        var className = settings.TryGetValue(name, out var given) ? given.Trim() : defaultClass;
        if (string.IsNullOrEmpty(className))
        {
            return null;
        }

        var own = Prefixed.Of(settings, name + ".");
        own.Remove(ConnectorSettings.VersionSuffix[1..]);
        return new ConverterSettings(className, settings.GetValueOrDefault(name + ConnectorSettings.VersionSuffix), own);
    }
}

/// <summary>Picks settings by prefix.</summary>
internal static class Prefixed
{
    public static Dictionary<string, string> Of(IReadOnlyDictionary<string, string> settings, string prefix)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                found[name[prefix.Length..]] = value;
            }
        }

        return found;
    }
}
