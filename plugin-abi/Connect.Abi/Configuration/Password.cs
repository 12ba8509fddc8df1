namespace Connect.Abi.Configuration;

/// <summary>A text that must not be shown: it prints as <c>[hidden]</c>.</summary>
/// <param name="value">The text.</param>
public sealed class Password(string value) : IEquatable<Password>
{
    /// <summary>What is shown in place of a password.</summary>
    public const string Hidden = "[hidden]";

    /// <summary>The text itself.</summary>
    public string Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    /// <inheritdoc/>
    public bool Equals(Password? other) => other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Password);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary><c>[hidden]</c>.</summary>
    public override string ToString() => Hidden;
}
