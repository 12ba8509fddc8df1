using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>
/// Decides whether a parsed value is allowed. Its <see cref="object.ToString"/> says in a few words what is, for the docs. Used by
/// several threads at a time.
/// </summary>
public interface IValidator
{
    /// <summary>Accepts the value by returning.</summary>
    /// <param name="name">The setting's name, for the message.</param>
    /// <param name="value">The value, parsed; null where it is missing, has no default, or could not be parsed.</param>
    /// <exception cref="ConfigException">The value is not allowed.</exception>
    void EnsureValid(string name, object? value);
}
