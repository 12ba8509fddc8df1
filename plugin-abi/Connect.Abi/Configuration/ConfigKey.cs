using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>The definition of one setting. Immutable.</summary>
public sealed class ConfigKey
{
    /// <summary>Defines a setting.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">What its text is parsed to.</param>
    /// <param name="defaultValue">The default, as value or text; null is a default too; <see cref="ConfigDef.NoDefault"/>: the setting is required.</param>
    /// <param name="validator">Which values are allowed; null for all.</param>
    /// <param name="importance">How much it matters.</param>
    /// <param name="documentation">What it does; null for nothing said.</param>
    /// <param name="group">The group that it is shown in; null for none.</param>
    /// <param name="orderInGroup">Its place in the group; -1 for none.</param>
    /// <param name="width">How wide a field for it is.</param>
    /// <param name="displayName">Its name in a form; null: the name.</param>
    /// <param name="dependents">Settings that depend on this one.</param>
    /// <param name="recommender">Suggests values; null for none.</param>
    /// <param name="isInternal">Whether it is kept out of docs and of what validation answers to users.</param>
    /// <exception cref="ConfigException">The default is not of the type, or is not allowed.</exception>
    public ConfigKey(
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
        IRecommender? recommender = null,
        bool isInternal = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
        Type = type;
        HasDefault = !ReferenceEquals(defaultValue, ConfigDef.NoDefault);
        DefaultValue = HasDefault ? ConfigDef.ParseType(name, defaultValue, type) : ConfigDef.NoDefault;
        Validator = validator;
        Importance = importance;
        Documentation = documentation;
        Group = group;
        OrderInGroup = orderInGroup;
        Width = width;
        DisplayName = displayName ?? name;
        Dependents = dependents ?? [];
        Recommender = recommender;
        IsInternal = isInternal;
        if (HasDefault)
        {
            validator?.EnsureValid(name, DefaultValue);
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What its text is parsed to.</summary>
    public ConfigType Type { get; }

    /// <summary>The parsed default, possibly null; <see cref="ConfigDef.NoDefault"/> for a required setting.</summary>
    public object? DefaultValue { get; }

    /// <summary>False for a required setting.</summary>
    public bool HasDefault { get; }

    /// <summary>Which values are allowed; null for all.</summary>
    public IValidator? Validator { get; }

    /// <summary>How much it matters.</summary>
    public Importance Importance { get; }

    /// <summary>What it does; null for nothing said.</summary>
    public string? Documentation { get; }

    /// <summary>The group that it is shown in; null for none.</summary>
    public string? Group { get; }

    /// <summary>Its place in the group; -1 for none.</summary>
    public int OrderInGroup { get; }

    /// <summary>How wide a field for it is.</summary>
    public Width Width { get; }

    /// <summary>Its name in a form.</summary>
    public string DisplayName { get; }

    /// <summary>Settings that depend on this one.</summary>
    public IReadOnlyList<string> Dependents { get; }

    /// <summary>Suggests values; null for none.</summary>
    public IRecommender? Recommender { get; }

    /// <summary>Whether it is kept out of docs and of what validation answers to users.</summary>
    public bool IsInternal { get; }
}
