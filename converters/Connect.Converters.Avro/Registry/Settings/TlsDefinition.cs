using Connect.Abi.Configuration;

namespace Connect.Converters.Avro.Registry.Settings;

/// <summary>The settings of encryption on the way to the registry.</summary>
internal static class TlsDefinition
{
    public const string Prefix = "schema.registry.ssl.";
    public const string TruststoreType = Prefix + "truststore.type";
    public const string TruststoreLocation = Prefix + "truststore.location";
    public const string TruststorePassword = Prefix + "truststore.password";
    public const string TruststoreCertificates = Prefix + "truststore.certificates";
    public const string KeystoreType = Prefix + "keystore.type";
    public const string KeystoreLocation = Prefix + "keystore.location";
    public const string KeystorePassword = Prefix + "keystore.password";
    public const string KeystoreKey = Prefix + "keystore.key";
    public const string KeystoreChain = Prefix + "keystore.certificate.chain";
    public const string KeyPassword = Prefix + "key.password";
    public const string EndpointIdentification = Prefix + "endpoint.identification.algorithm";
    public const string EnabledProtocols = Prefix + "enabled.protocols";
    public const string Protocol = Prefix + "protocol";
    public const string CipherSuites = Prefix + "cipher.suites";
    public const string Provider = Prefix + "provider";
    public const string EngineFactory = Prefix + "engine.factory.class";
    public const string SecureRandom = Prefix + "secure.random.implementation";
    public const string KeyManagerAlgorithm = Prefix + "keymanager.algorithm";
    public const string TrustManagerAlgorithm = Prefix + "trustmanager.algorithm";

    public static ConfigDef AddTo(ConfigDef definition) => definition
        .Define(TruststoreType, ConfigType.String, "JKS", Importance.Medium, "The trust store's kind: PEM or PKCS12.")
        .Define(TruststoreLocation, ConfigType.String, null, Importance.High, "The file of the certificates to trust; none: the system's.")
        .Define(TruststorePassword, ConfigType.Password, null, Importance.High, "The password of a PKCS12 trust store.")
        .Define(TruststoreCertificates, ConfigType.Password, null, Importance.High, "The certificates to trust, as PEM, instead of a file.")
        .Define(KeystoreType, ConfigType.String, "JKS", Importance.Medium, "The key store's kind: PEM or PKCS12.")
        .Define(KeystoreLocation, ConfigType.String, null, Importance.High, "The file of the client's key and certificates; none: no client certificate.")
        .Define(KeystorePassword, ConfigType.Password, null, Importance.High, "The password of a PKCS12 key store.")
        .Define(KeystoreKey, ConfigType.Password, null, Importance.High, "The client's key, as PEM, instead of a file.")
        .Define(KeystoreChain, ConfigType.Password, null, Importance.High, "The certificates that go with the key, as PEM.")
        .Define(KeyPassword, ConfigType.Password, null, Importance.High, "The password of an encrypted PEM key.")
        .Define(
            EndpointIdentification,
            ConfigType.String,
            "https",
            Importance.Low,
            "https: the server's certificate has to bear its name; empty: it need not.")
        .Define(EnabledProtocols, ConfigType.List, "TLSv1.2,TLSv1.3", Importance.Medium, "The versions of TLS that may be used.")
        .Define(Protocol, ConfigType.String, "TLSv1.3", Importance.Medium, $"Without effect here: {EnabledProtocols} says it.")
        .Define(CipherSuites, ConfigType.List, string.Empty, Importance.Low, "The cipher suites that may be used; empty: the system's.")
        .Define(Provider, ConfigType.String, null, Importance.Medium, "Without effect here: names a Java security provider.")
        .Define(EngineFactory, ConfigType.Class, null, Importance.Low, "Refused: a Java class can't make connections here.")
        .Define(SecureRandom, ConfigType.String, null, Importance.Low, "Without effect here: names a Java random generator.")
        .Define(KeyManagerAlgorithm, ConfigType.String, "SunX509", Importance.Low, "Without effect here: names a Java algorithm.")
        .Define(TrustManagerAlgorithm, ConfigType.String, "PKIX", Importance.Low, "Without effect here: names a Java algorithm.");
}
