namespace Connect.Abi.TestKit;

/// <summary>Settings that a converter or a transformation must refuse.</summary>
/// <param name="Setting">The name of the setting that is wrong, which the error has to name.</param>
/// <param name="Settings">All settings.</param>
public sealed record InvalidSettings(string Setting, IReadOnlyDictionary<string, string?> Settings);
