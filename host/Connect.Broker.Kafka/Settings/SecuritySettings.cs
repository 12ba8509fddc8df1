namespace Connect.Broker.Kafka.Settings;

/// <summary>Which security is used; encryption and authentication have their own types.</summary>
internal static class SecuritySettings
{
    public static void Apply(Mapping mapping)
    {
        var protocol = mapping.Choice("security.protocol", "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL") ?? "PLAINTEXT";
        mapping.Set("security.protocol", protocol.ToLowerInvariant());
        EncryptionSettings.Apply(mapping, protocol is "SSL" or "SASL_SSL");
        AuthenticationSettings.Apply(mapping, protocol is "SASL_PLAINTEXT" or "SASL_SSL");
    }
}
