using System.Text;
using System.Text.RegularExpressions;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>Settings with their references looked up.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Ttls">How long values are good for, by the path that they came from; paths that said nothing are left out.</param>
/// <param name="Resolved">The names of settings that hold a looked-up value, which is shown nowhere.</param>
public sealed record ConfigTransformResult(
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, TimeSpan> Ttls,
    IReadOnlySet<string> Resolved);

/// <summary>
/// Replaces <c>${PROVIDER:PATH:KEY}</c> and <c>${PROVIDER:KEY}</c> in settings by what config providers know. A reference to a
/// provider or key that does not exist stays as it is. Thread-safe, as providers are.
/// </summary>
/// <param name="providers">The providers by name.</param>
public sealed partial class ConfigTransformer(IReadOnlyDictionary<string, IConfigProvider> providers)
{
    /// <summary>Whether a value refers to a provider.</summary>
    /// <param name="value">The value.</param>
    public static bool HasReference(string value) => value.Contains("${", StringComparison.Ordinal) && Reference().IsMatch(value);

    /// <summary>Looks up all references, a provider's path at once.</summary>
    /// <param name="settings">The settings as given.</param>
    /// <exception cref="ConfigException">A provider failed; the message names it and the path.</exception>
    public ConfigTransformResult Transform(IReadOnlyDictionary<string, string> settings)
    {
        var wanted = new Dictionary<(string Provider, string Path), HashSet<string>>();
        foreach (var value in settings.Values)
        {
            foreach (var (provider, path, key) in ReferencesIn(value))
            {
                if (providers.ContainsKey(provider))
                {
                    if (!wanted.TryGetValue((provider, path), out var keys))
                    {
                        wanted[(provider, path)] = keys = new HashSet<string>(StringComparer.Ordinal);
                    }

                    keys.Add(key);
                }
            }
        }

        var ttls = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var found = new Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>>();
        foreach (var ((provider, path), keys) in wanted)
        {
            var data = Look(provider, path, keys);
            found[(provider, path)] = data.Data;
            if (data.Ttl is { } ttl && ttl >= TimeSpan.Zero && (!ttls.TryGetValue(path, out var shortest) || ttl < shortest))
            {
                ttls[path] = ttl;
            }
        }

        var transformed = new Dictionary<string, string>(settings.Count, StringComparer.Ordinal);
        var resolved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            transformed[name] = found.Count == 0 ? value : Replace(name, value, found, resolved);
        }

        return new ConfigTransformResult(transformed, ttls, resolved);
    }

    private static IEnumerable<(string Provider, string Path, string Key)> ReferencesIn(string value)
    {
        if (!value.Contains("${", StringComparison.Ordinal))
        {
            yield break;
        }

        for (var match = Reference().Match(value); match.Success; match = match.NextMatch())
        {
            yield return (match.Groups["provider"].Value, match.Groups["path"].Value, match.Groups["key"].Value);
        }
    }

    private static string Replace(
        string name,
        string value,
        Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>> found,
        HashSet<string> resolved)
    {
        if (!value.Contains("${", StringComparison.Ordinal))
        {
            return value;
        }

        var replaced = new StringBuilder();
        var at = 0;
        for (var match = Reference().Match(value); match.Success; match = match.NextMatch())
        {
            if (found.TryGetValue((match.Groups["provider"].Value, match.Groups["path"].Value), out var data) &&
                data.TryGetValue(match.Groups["key"].Value, out var replacement))
            {
                replaced.Append(value, at, match.Index - at).Append(replacement);
                at = match.Index + match.Length;
                resolved.Add(name);
            }
        }

        return replaced.Append(value, at, value.Length - at).ToString();
    }

    private ConfigData Look(string provider, string path, HashSet<string> keys)
    {
        try
        {
            return providers[provider].Get(path, keys);
        }
        catch (Exception failure) when (failure is not (ConfigException or OperationCanceledException))
        {
            // A plugin call: whatever it throws becomes a refusal that says whose it is.
            throw new ConfigException($"Config provider '{provider}' could not look up path '{path}': {failure.Message}", failure);
        }
    }

    [GeneratedRegex(@"\$\{(?<provider>[^}]*?):((?<path>[^}]*?):)?(?<key>[^}]*?)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
