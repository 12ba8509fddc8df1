using System.Globalization;
using Connect.Abi.Configuration;
using Connect.Abi.Errors;

namespace Connect.Configuration;

/// <summary>Collects everything that is wrong with some settings, to be told at once.</summary>
/// <param name="subject">What the settings belong to.</param>
/// <param name="secrets">Values that no message may show.</param>
internal sealed class Problems(string subject, IEnumerable<string> secrets)
{
    private readonly string[] _secrets = [.. secrets.Where(secret => secret.Length > 0).OrderByDescending(secret => secret.Length)];
    private readonly List<string> _messages = [];

    public bool Any => _messages.Count > 0;

    /// <summary>The values of settings that hold secrets.</summary>
    public static IEnumerable<string> SecretsIn(IReadOnlyDictionary<string, string> settings, IReadOnlySet<string>? secretNames) =>
        secretNames is null ? [] : settings.Where(setting => secretNames.Contains(setting.Key)).Select(setting => setting.Value.Trim());

    public void Add(string message)
    {
        foreach (var secret in _secrets)
        {
            message = message.Replace(secret, Password.Hidden, StringComparison.Ordinal);
        }

        if (!_messages.Contains(message, StringComparer.Ordinal))
        {
            _messages.Add(message);
        }
    }

    /// <summary>Parses all settings; what is wrong is collected and has its default, or null, as value.</summary>
    public Dictionary<string, object?> Parse(ConfigDef definition, IReadOnlyDictionary<string, string> settings)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var result in definition.Validate(settings))
        {
            var key = definition.ConfigKeys.GetValueOrDefault(result.Name);
            foreach (var message in result.ErrorMessages.Take(1))
            {
                Add(message);
            }

            values[result.Name] = result.ErrorMessages.Count == 0 ? result.Value : key is { HasDefault: true } ? key.DefaultValue : null;
        }

        return values;
    }

    public T? Try<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (ConfigException refusal)
        {
            Add(refusal.Message);
            return default;
        }
    }

    public void ThrowIfAny()
    {
        if (_messages.Count == 1)
        {
            throw new ConfigException(_messages[0]);
        }

        if (_messages.Count > 1)
        {
            throw new ConfigException(string.Create(
                CultureInfo.InvariantCulture,
                $"{subject} has {_messages.Count} problems:{string.Concat(_messages.Select(message => "\n- " + message))}"));
        }
    }
}
