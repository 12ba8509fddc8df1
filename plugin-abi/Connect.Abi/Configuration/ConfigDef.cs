using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>
/// The settings that something takes: names, types, defaults, which values are allowed, docs. Made once by a chain of
/// <c>Define</c> calls, then used for parsing, validation and docs. Not thread-safe while it is being built; afterwards any number of
/// threads may use it.
/// </summary>
public sealed class ConfigDef
{
    /// <summary>As a default: there is none, the setting is required.</summary>
    public static readonly object NoDefault = new();

    private readonly OrderedDictionary<string, ConfigKey> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];

    /// <summary>A definition of nothing yet.</summary>
    public ConfigDef()
    {
    }

    /// <summary>Begins with a copy of another.</summary>
    /// <param name="other">The one to copy.</param>
    public ConfigDef(ConfigDef other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var key in other._keys.Values)
        {
            _keys.Add(key.Name, key);
        }

        _groups.AddRange(other._groups);
    }

    /// <summary>The settings by name, in the order in which they were defined.</summary>
    public IReadOnlyDictionary<string, ConfigKey> ConfigKeys => _keys;

    /// <summary>The names, in the order in which they were defined.</summary>
    public IReadOnlyCollection<string> Names => _keys.Keys;

    /// <summary>The groups, in the order in which they first came.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>The defaults of all settings that have one.</summary>
    public IReadOnlyDictionary<string, object?> DefaultValues =>
        _keys.Values.Where(key => key.HasDefault).ToDictionary(key => key.Name, key => key.DefaultValue, StringComparer.Ordinal);

    /// <summary>Defines a setting.</summary>
    /// <param name="key">The setting.</param>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">The name is taken.</exception>
    public ConfigDef Define(ConfigKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!_keys.TryAdd(key.Name, key))
        {
            throw new ConfigException($"Configuration {key.Name} is defined twice.");
        }

        if (key.Group is not null && !_groups.Contains(key.Group))
        {
            _groups.Add(key.Group);
        }

        return this;
    }

    /// <summary>Defines a required setting.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <returns>This definition.</returns>
    public ConfigDef Define(string name, ConfigType type, Importance importance, string? documentation) =>
        Define(new ConfigKey(name, type, NoDefault, null, importance, documentation));

    /// <summary>Defines a setting without limits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, possibly null; <see cref="NoDefault"/> for a required setting.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <returns>This definition.</returns>
    public ConfigDef Define(string name, ConfigType type, object? defaultValue, Importance importance, string? documentation) =>
        Define(new ConfigKey(name, type, defaultValue, null, importance, documentation));

    /// <summary>Defines a required setting with its place in a form.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="group">The group that it is shown in.</param>
    /// <param name="orderInGroup">Its place in the group.</param>
    /// <param name="width">How wide a field for it is.</param>
    /// <param name="displayName">Its name in a form.</param>
    /// <param name="dependents">Settings that depend on it.</param>
    /// <param name="recommender">Suggests values.</param>
    /// <returns>This definition.</returns>
    public ConfigDef Define(
        string name,
        ConfigType type,
        Importance importance,
        string? documentation,
        string? group,
        int orderInGroup,
        Width width,
        string? displayName,
        IReadOnlyList<string>? dependents = null,
        IRecommender? recommender = null) =>
        Define(new ConfigKey(
            name, type, NoDefault, null, importance, documentation, group, orderInGroup, width, displayName, dependents, recommender));

    /// <summary>Defines a setting without limits, with its place in a form.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, possibly null; <see cref="NoDefault"/> for a required setting.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="group">The group that it is shown in.</param>
    /// <param name="orderInGroup">Its place in the group.</param>
    /// <param name="width">How wide a field for it is.</param>
    /// <param name="displayName">Its name in a form.</param>
    /// <param name="dependents">Settings that depend on it.</param>
    /// <param name="recommender">Suggests values.</param>
    /// <returns>This definition.</returns>
    public ConfigDef Define(
        string name,
        ConfigType type,
        object? defaultValue,
        Importance importance,
        string? documentation,
        string? group,
        int orderInGroup,
        Width width,
        string? displayName,
        IReadOnlyList<string>? dependents = null,
        IRecommender? recommender = null) =>
        Define(new ConfigKey(
            name, type, defaultValue, null, importance, documentation, group, orderInGroup, width, displayName, dependents, recommender));

    /// <summary>Defines a setting.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, possibly null; <see cref="NoDefault"/> for a required setting.</param>
    /// <param name="validator">Which values are allowed; null for all.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <param name="group">The group that it is shown in; null for none.</param>
    /// <param name="orderInGroup">Its place in the group; -1 for none.</param>
    /// <param name="width">How wide a field for it is.</param>
    /// <param name="displayName">Its name in a form; null: the name.</param>
    /// <param name="dependents">Settings that depend on it.</param>
    /// <param name="recommender">Suggests values.</param>
    /// <returns>This definition.</returns>
    public ConfigDef Define(
        string name,
        ConfigType type,
        object? defaultValue,
        IValidator? validator,
        Importance importance,
        string? documentation,
        string? group = null,
        int orderInGroup = -1,
        Width width = Width.None,
        string? displayName = null,
        IReadOnlyList<string>? dependents = null,
        IRecommender? recommender = null) =>
        Define(new ConfigKey(
            name, type, defaultValue, validator, importance, documentation, group, orderInGroup, width, displayName, dependents, recommender));

    /// <summary>Defines a setting that is not for users: kept out of docs and answers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, possibly null; <see cref="NoDefault"/> for a required setting.</param>
    /// <param name="importance">How much it matters.</param>
    /// <returns>This definition.</returns>
    public ConfigDef DefineInternal(string name, ConfigType type, object? defaultValue, Importance importance) =>
        DefineInternal(name, type, defaultValue, null, importance, string.Empty);

    /// <summary>Defines a setting that is not for users: kept out of docs and answers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, possibly null; <see cref="NoDefault"/> for a required setting.</param>
    /// <param name="validator">Which values are allowed; null for all.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does.</param>
    /// <returns>This definition.</returns>
    public ConfigDef DefineInternal(
        string name, ConfigType type, object? defaultValue, IValidator? validator, Importance importance, string? documentation) =>
        Define(new ConfigKey(name, type, defaultValue, validator, importance, documentation, string.Empty, isInternal: true));

    /// <summary>Takes over another's settings under a prefix, ordered as docs order them.</summary>
    /// <param name="keyPrefix">What goes before each name, with its dot.</param>
    /// <param name="groupPrefix">The group that they are shown in; their own group is put behind it.</param>
    /// <param name="startingOrder">The first one's place in the group.</param>
    /// <param name="child">The other definition.</param>
    public void Embed(string keyPrefix, string groupPrefix, int startingOrder, ConfigDef child)
    {
        ArgumentNullException.ThrowIfNull(child);
        var order = startingOrder;
        foreach (var key in ConfigKeyOrder.Sorted(child))
        {
            Define(EmbeddedKey.Of(key, keyPrefix, groupPrefix, order++));
        }
    }

    /// <summary>Parses settings, adds defaults and checks what is allowed. Settings that are not defined are passed over.</summary>
    /// <typeparam name="TValue">Text or any value; null is a value that is not the default.</typeparam>
    /// <param name="settings">The settings as given.</param>
    /// <returns>A value for each defined setting.</returns>
    /// <exception cref="ConfigException">A setting is missing or not allowed; the first one found is named.</exception>
    public IReadOnlyDictionary<string, object?> Parse<TValue>(IReadOnlyDictionary<string, TValue> settings)
        where TValue : class? => ConfigParsing.Parse(this, settings);

    /// <summary>Checks settings and collects everything that is wrong.</summary>
    /// <typeparam name="TValue">Text or any value.</typeparam>
    /// <param name="settings">The settings as given.</param>
    /// <returns>One value a defined setting, in the order of definition.</returns>
    public IReadOnlyList<ConfigValue> Validate<TValue>(IReadOnlyDictionary<string, TValue> settings)
        where TValue : class? => [.. ConfigParsing.Validate(this, settings).Values];

    /// <summary>As <see cref="Validate"/>, by name.</summary>
    /// <typeparam name="TValue">Text or any value.</typeparam>
    /// <param name="settings">The settings as given.</param>
    /// <returns>The values by name, in the order of definition.</returns>
    public IReadOnlyDictionary<string, ConfigValue> ValidateAll<TValue>(IReadOnlyDictionary<string, TValue> settings)
        where TValue : class? => ConfigParsing.Validate(this, settings);

    /// <summary>Parses one value.</summary>
    /// <param name="name">The setting's name, for the message.</param>
    /// <param name="value">A text, a value of the type already, or null.</param>
    /// <param name="type">The type.</param>
    /// <returns>The value; null for null.</returns>
    /// <exception cref="ConfigException">It can't be parsed, or is of another type.</exception>
    public static object? ParseType(string name, object? value, ConfigType type) => ConfigParsing.ParseType(name, value, type);

    /// <summary>The text that parses to a value.</summary>
    /// <param name="value">The value, of the type.</param>
    /// <param name="type">The type; null: whatever the value is.</param>
    /// <returns>The text; null for null. A password gives <c>[hidden]</c>.</returns>
    public static string? ConvertToString(object? value, ConfigType? type) => ConfigParsing.ConvertToString(value, type);
}
