namespace Connect.Abi.Configuration;

/// <summary>What a validation found about one setting. Not thread-safe.</summary>
/// <param name="name">The setting's name.</param>
public sealed class ConfigValue(string name)
{
    /// <summary>The setting's name.</summary>
    public string Name { get; } = name;

    /// <summary>The parsed value; null where there is none or it could not be parsed.</summary>
    public object? Value { get; set; }

    /// <summary>Values that are suggested.</summary>
    public IReadOnlyList<object?> RecommendedValues { get; set; } = [];

    /// <summary>What is wrong; empty when nothing is. May be added to.</summary>
    public IList<string> ErrorMessages { get; } = [];

    /// <summary>Whether the setting matters, given the others.</summary>
    public bool Visible { get; set; } = true;

    /// <summary>Adds to what is wrong.</summary>
    /// <param name="message">A sentence that names the setting, the value and what is allowed.</param>
    public void AddErrorMessage(string message) => ErrorMessages.Add(message);

    /// <summary>The name and the value, for logs; a password stays hidden.</summary>
    public override string ToString() => $"{Name}={ConfigText.Show(Value)} ({ErrorMessages.Count} errors)";
}
