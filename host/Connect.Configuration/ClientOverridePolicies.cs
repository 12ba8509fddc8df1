namespace Connect.Configuration;

/// <summary>The policies about overridden client settings that this worker applies. Any other is refused: to ignore it would allow everything.</summary>
public static class ClientOverridePolicies
{
    private const string Package = "org.apache.kafka.connect.connector.policy.";
    private const string Suffix = "ConnectorClientConfigOverridePolicy";

    /// <summary>Whether connectors may override anything.</summary>
    /// <param name="policy">The policy, by its alias or its class.</param>
    public static bool AllowsOverrides(string policy) => Alias(policy) is not "None";

    internal static bool IsKnown(string policy) => Alias(policy) is "All" or "None";

    private static ReadOnlySpan<char> Alias(string policy)
    {
        var name = policy.AsSpan().Trim();
        if (name.StartsWith(Package, StringComparison.Ordinal))
        {
            name = name[Package.Length..];
        }

        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }
}
