namespace Connect.Broker.Kafka.Settings;

/// <summary>Java's <c>ssl.*</c> settings. What is not in use is read, not passed on.</summary>
internal static class EncryptionSettings
{
    private const string ToPem =
        "convert the store to PEM (keytool -exportcert -rfc for certificates, openssl pkcs12 -nodes for keys)";

    public static void Apply(Mapping mapping, bool inUse)
    {
        // Java's stores need no password once they are PEM.
        mapping.Text("ssl.truststore.password");
        ApplyTrust(mapping, inUse);
        ApplyKeys(mapping, inUse);
        ApplyProtocols(mapping, inUse);
        if (mapping.TryText("ssl.endpoint.identification.algorithm", out var algorithm))
        {
            if (algorithm.Length == 0 || algorithm.Equals("https", StringComparison.OrdinalIgnoreCase))
            {
                mapping.Set("ssl.endpoint.identification.algorithm", algorithm.Length == 0 ? "none" : "https");
            }
            else
            {
                mapping.Refuse(
                    "ssl.endpoint.identification.algorithm",
                    $"ssl.endpoint.identification.algorithm is '{algorithm}'; allowed are https and, to check no host names, an empty value.");
            }
        }

        if (mapping.Text("ssl.engine.factory.class") is { } factory && inUse)
        {
            mapping.Refuse(
                "ssl.engine.factory.class",
                $"ssl.engine.factory.class is '{factory}'; a Java class can't make connections here: use PEM files with ssl.truststore.* and ssl.keystore.*.");
        }
    }

    private static void ApplyTrust(Mapping mapping, bool inUse)
    {
        var type = mapping.Text("ssl.truststore.type") ?? "JKS";
        var location = mapping.Text("ssl.truststore.location");
        var certificates = mapping.Text("ssl.truststore.certificates");
        if (!inUse || (location is null && certificates is null))
        {
            return;
        }

        if (!type.Equals("PEM", StringComparison.OrdinalIgnoreCase))
        {
            mapping.Refuse(
                "ssl.truststore.type", $"ssl.truststore.type is '{type}'; only PEM can be read here: {ToPem} and set ssl.truststore.type=PEM.");
        }
        else if (certificates is not null)
        {
            mapping.Set("ssl.ca.pem", certificates);
        }
        else
        {
            mapping.Set("ssl.ca.location", location!);
        }
    }

    private static void ApplyKeys(Mapping mapping, bool inUse)
    {
        var type = (mapping.Text("ssl.keystore.type") ?? "JKS").ToUpperInvariant();
        var location = mapping.Text("ssl.keystore.location");
        var storePassword = mapping.Text("ssl.keystore.password");
        var keyPassword = mapping.Text("ssl.key.password");
        var chain = mapping.Text("ssl.keystore.certificate.chain");
        var key = mapping.Text("ssl.keystore.key");
        if (!inUse || (location is null && key is null))
        {
            return;
        }

        switch (type)
        {
            case "PEM" when key is not null && chain is not null:
                mapping.Set("ssl.key.pem", key);
                mapping.Set("ssl.certificate.pem", chain);
                break;
            case "PEM" when location is not null:
                // Java's PEM store is one file with the key and its certificates.
                mapping.Set("ssl.key.location", location);
                mapping.Set("ssl.certificate.location", location);
                break;
            case "PEM":
                mapping.Refuse(
                    "ssl.keystore.certificate.chain", "ssl.keystore.certificate.chain is missing; ssl.keystore.key needs the certificates that go with it.");
                return;
            case "PKCS12" when location is not null:
                mapping.Set("ssl.keystore.location", location);
                if (storePassword is not null)
                {
                    mapping.Set("ssl.keystore.password", storePassword);
                }

                return;
            default:
                mapping.Refuse(
                    "ssl.keystore.type", $"ssl.keystore.type is '{type}'; only PEM and PKCS12 can be read here: {ToPem} and set ssl.keystore.type=PEM.");
                return;
        }

        if (keyPassword is not null)
        {
            mapping.Set("ssl.key.password", keyPassword);
        }
    }

    private static void ApplyProtocols(Mapping mapping, bool inUse)
    {
        // Names only which context Java makes; what is allowed is said by ssl.enabled.protocols.
        mapping.Text("ssl.protocol");
        if (mapping.Text("ssl.enabled.protocols") is { } enabled && inUse
            && !enabled.Split(',', StringSplitOptions.TrimEntries).Contains("TLSv1.2", StringComparer.OrdinalIgnoreCase))
        {
            mapping.Refuse(
                "ssl.enabled.protocols",
                $"ssl.enabled.protocols is '{enabled}'; the client library allows TLSv1.2 and TLSv1.3 and can't be kept from the first: "
                + "set TLSv1.2,TLSv1.3 and restrict protocols at the servers.");
        }

        if (mapping.Text("ssl.cipher.suites") is { } suites && inUse)
        {
            mapping.Refuse(
                "ssl.cipher.suites",
                $"ssl.cipher.suites is '{suites}'; Java's names of cipher suites can't be used here: remove it and restrict suites at the servers.");
        }
    }
}
