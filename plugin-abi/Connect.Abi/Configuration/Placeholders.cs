namespace Connect.Abi.Configuration;

/// <summary>Definition.</summary>
public sealed class ConfigDef
{
    /// <summary>Validate.</summary>
    public IReadOnlyList<ConfigValue> Validate(IReadOnlyDictionary<string, string?> settings) => [];
}

/// <summary>Value.</summary>
public sealed class ConfigValue;
