using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>The settings of TLS, as Java's clients and REST server take them.</summary>
internal static class SslDefinition
{
    public static ConfigDef Add(ConfigDef definition) => definition
        .Define("ssl.protocol", ConfigType.String, "TLSv1.3", Importance.Medium, "The newest TLS version to use.")
        .Define("ssl.provider", ConfigType.String, null, Importance.Medium, "Java's security provider; without effect here.")
        .Define("ssl.cipher.suites", ConfigType.List, Array.Empty<string>(), ValidList.AnyNonDuplicateValues(true, false), Importance.Low,
            "The cipher suites that may be used; all that there are if empty.")
        .Define("ssl.enabled.protocols", ConfigType.List, new[] { "TLSv1.2", "TLSv1.3" }, ValidList.AnyNonDuplicateValues(true, false), Importance.Medium,
            "The TLS versions that may be used.")
        .Define("ssl.keystore.type", ConfigType.String, "JKS", Importance.Medium, "The format of the key store: PKCS12, JKS or PEM.")
        .Define("ssl.keystore.location", ConfigType.String, null, Importance.High, "The file with our own key and certificate.")
        .Define("ssl.keystore.password", ConfigType.Password, null, Importance.High, "The password of that file.")
        .Define("ssl.key.password", ConfigType.Password, null, Importance.High, "The password of the key in it.")
        .Define("ssl.keystore.key", ConfigType.Password, null, Importance.High, "Our own key as PEM text, in place of a file.")
        .Define("ssl.keystore.certificate.chain", ConfigType.Password, null, Importance.High, "Our own certificate and its issuers as PEM text.")
        .Define("ssl.truststore.certificates", ConfigType.Password, null, Importance.High, "The certificates to trust as PEM text, in place of a file.")
        .Define("ssl.truststore.type", ConfigType.String, "JKS", Importance.Medium, "The format of the trust store: PKCS12, JKS or PEM.")
        .Define("ssl.truststore.location", ConfigType.String, null, Importance.High, "The file with the certificates to trust.")
        .Define("ssl.truststore.password", ConfigType.Password, null, Importance.High, "The password of that file.")
        .Define("ssl.keymanager.algorithm", ConfigType.String, "SunX509", Importance.Low, "Java's key manager; without effect here.")
        .Define("ssl.trustmanager.algorithm", ConfigType.String, "PKIX", Importance.Low, "Java's trust manager; without effect here.")
        .Define("ssl.endpoint.identification.algorithm", ConfigType.String, "https", Importance.Low,
            "'https': the certificate has to be for the host that was called. Empty: it may be for any.")
        .Define("ssl.secure.random.implementation", ConfigType.String, null, Importance.Low, "Java's source of randomness; without effect here.")
        .Define("ssl.engine.factory.class", ConfigType.Class, null, Importance.Low, "A Java class that makes TLS engines; refused here.");
}
