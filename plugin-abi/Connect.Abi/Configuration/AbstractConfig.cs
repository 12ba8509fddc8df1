using System.Collections;
using System.Collections.Concurrent;
using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>
/// Parsed settings together with what was given. Derive from it to give settings properties of their own, or use
/// <see cref="SimpleConfig"/>. Any number of threads may read it.
/// </summary>
public abstract class AbstractConfig
{
    private readonly Dictionary<string, object?> _originals;
    private readonly Dictionary<string, object?> _values;
    private readonly ConcurrentDictionary<string, bool> _used = new(StringComparer.Ordinal);

    // Settings come with and without nullable values; both are taken, hence no annotation.
#nullable disable annotations
    /// <summary>Parses settings.</summary>
    /// <param name="definition">The settings that there are.</param>
    /// <param name="originals">The settings as given.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    protected AbstractConfig(ConfigDef definition, IReadOnlyDictionary<string, string> originals)
        : this(definition, originals.Select(setting => KeyValuePair.Create<string, object>(setting.Key, setting.Value)))
    {
    }

    /// <summary>Parses settings.</summary>
    /// <param name="definition">The settings that there are.</param>
    /// <param name="originals">The settings as given, as text or values.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    protected AbstractConfig(ConfigDef definition, IReadOnlyDictionary<string, object> originals)
        : this(definition, originals.AsEnumerable())
    {
    }

    private AbstractConfig(ConfigDef definition, IEnumerable<KeyValuePair<string, object>> originals)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        _originals = new Dictionary<string, object>(originals, StringComparer.Ordinal);
        _values = new Dictionary<string, object>(definition.Parse(_originals), StringComparer.Ordinal);
    }
#nullable restore annotations

    /// <summary>The settings that there are.</summary>
    public ConfigDef Definition { get; }

    /// <summary>The parsed value of each defined setting.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>The settings as given.</summary>
    public IReadOnlyDictionary<string, object?> Originals => _originals;

    /// <summary>The names of given settings that nobody has asked for yet: misspelt, or meant for another.</summary>
    public IReadOnlySet<string> Unused => _originals.Keys.Where(name => !_used.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The settings as given, where all of them are texts.</summary>
    /// <exception cref="ConfigException">One is not.</exception>
    public IReadOnlyDictionary<string, string> OriginalsStrings()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _originals)
        {
            texts[name] = value as string ?? throw new ConfigException(
                $"Setting {name} was given as {(value is null ? "null" : "a " + value.GetType())}, where a string is expected");
        }

        return texts;
    }

    /// <summary>The settings as given that begin with a prefix.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    /// <param name="strip">Whether the prefix is taken off the names.</param>
    public IReadOnlyDictionary<string, object?> OriginalsWithPrefix(string prefix, bool strip = true)
    {
        var found = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in _originals)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                Ignore(name);
                found[strip ? name[prefix.Length..] : name] = value;
            }
        }

        return found;
    }

    /// <summary>The parsed values, where settings under a prefix win over those without it.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    /// <exception cref="ConfigException">A setting under the prefix is not allowed.</exception>
    public IReadOnlyDictionary<string, object?> ValuesWithPrefixOverride(string prefix)
    {
        var values = new Dictionary<string, object?>(_values, StringComparer.Ordinal);
        foreach (var (name, value) in OriginalsWithPrefix(prefix))
        {
            if (Definition.ConfigKeys.TryGetValue(name, out var key))
            {
                var parsed = ConfigDef.ParseType(name, value, key.Type);
                key.Validator?.EnsureValid(name, parsed);
                values[name] = parsed;
            }
        }

        return values;
    }

    /// <summary>Counts a setting as asked for.</summary>
    /// <param name="name">The setting.</param>
    public void Ignore(string name) => _used[name] = true;

    /// <summary>A setting's parsed value.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">No such setting is defined.</exception>
    public object? Get(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            throw new ConfigException($"Unknown configuration '{name}'");
        }

        Ignore(name);
        return value;
    }

    /// <summary>A setting of type <see cref="ConfigType.String"/>.</summary>
    /// <param name="name">The setting.</param>
    public string? GetString(string name) => (string?)Get(name);

    /// <summary>A setting of type <see cref="ConfigType.Boolean"/>.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">It is null.</exception>
    public bool GetBoolean(string name) => Required<bool>(name);

    /// <summary>A setting of type <see cref="ConfigType.Int"/>.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">It is null.</exception>
    public int GetInt(string name) => Required<int>(name);

    /// <summary>A setting of type <see cref="ConfigType.Short"/>.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">It is null.</exception>
    public short GetShort(string name) => Required<short>(name);

    /// <summary>A setting of type <see cref="ConfigType.Long"/>.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">It is null.</exception>
    public long GetLong(string name) => Required<long>(name);

    /// <summary>A setting of type <see cref="ConfigType.Double"/>.</summary>
    /// <param name="name">The setting.</param>
    /// <exception cref="ConfigException">It is null.</exception>
    public double GetDouble(string name) => Required<double>(name);

    /// <summary>A setting of type <see cref="ConfigType.List"/>; empty also where it is null, which <see cref="Get"/> tells apart.</summary>
    /// <param name="name">The setting.</param>
    public IReadOnlyList<string> GetList(string name) => Get(name) switch
    {
        null => [],
        IReadOnlyList<string> texts => texts,
        IEnumerable items => [.. items.Cast<object?>().Select(ConfigText.Show)],
        var other => throw new ConfigException(name, ConfigText.Show(other), "Value must be a list"),
    };

    /// <summary>A setting of type <see cref="ConfigType.Password"/>.</summary>
    /// <param name="name">The setting.</param>
    public Password? GetPassword(string name) => (Password?)Get(name);

    /// <summary>The name in a setting of type <see cref="ConfigType.Class"/>.</summary>
    /// <param name="name">The setting.</param>
    public string? GetClass(string name) => ConfigDef.ConvertToString(Get(name), ConfigType.Class);

    private T Required<T>(string name)
        where T : struct => Get(name) is T value ? value : throw new ConfigException(name, null, "A value is needed here");
}

/// <summary>Parsed settings without properties of their own.</summary>
public sealed class SimpleConfig : AbstractConfig
{
#nullable disable annotations
    /// <summary>Parses settings.</summary>
    /// <param name="definition">The settings that there are.</param>
    /// <param name="originals">The settings as given.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    public SimpleConfig(ConfigDef definition, IReadOnlyDictionary<string, string> originals)
        : base(definition, originals)
    {
    }

    /// <summary>Parses settings.</summary>
    /// <param name="definition">The settings that there are.</param>
    /// <param name="originals">The settings as given, as text or values.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    public SimpleConfig(ConfigDef definition, IReadOnlyDictionary<string, object> originals)
        : base(definition, originals)
    {
    }
#nullable restore annotations
}
