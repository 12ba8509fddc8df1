namespace Connect.Broker.Kafka.Tests.Settings;

public sealed class SecuritySettingsTests
{
    private const string Jaas =
        "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"p=\\\"x\\\" y\";";

    [Theory]
    [InlineData("security.protocol=SSL", "security.protocol", "ssl")]
    [InlineData("security.protocol=SSL;ssl.truststore.type=PEM;ssl.truststore.location=/ca.pem", "ssl.ca.location", "/ca.pem")]
    [InlineData("security.protocol=SSL;ssl.truststore.type=PEM;ssl.truststore.certificates=CERT", "ssl.ca.pem", "CERT")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PEM;ssl.keystore.location=/key.pem", "ssl.key.location", "/key.pem")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PEM;ssl.keystore.location=/key.pem", "ssl.certificate.location", "/key.pem")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PEM;ssl.keystore.location=/key.pem;ssl.key.password=s", "ssl.key.password", "s")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PEM;ssl.keystore.key=K;ssl.keystore.certificate.chain=C", "ssl.key.pem", "K")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PEM;ssl.keystore.key=K;ssl.keystore.certificate.chain=C", "ssl.certificate.pem", "C")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PKCS12;ssl.keystore.location=/k.p12;ssl.keystore.password=s", "ssl.keystore.location", "/k.p12")]
    [InlineData("security.protocol=SSL;ssl.keystore.type=PKCS12;ssl.keystore.location=/k.p12;ssl.keystore.password=s", "ssl.keystore.password", "s")]
    [InlineData("security.protocol=SSL;ssl.endpoint.identification.algorithm=", "ssl.endpoint.identification.algorithm", "none")]
    [InlineData("security.protocol=SSL;ssl.endpoint.identification.algorithm=https", "ssl.endpoint.identification.algorithm", "https")]
    [InlineData("security.protocol=SSL;ssl.enabled.protocols=TLSv1.2,TLSv1.3", "security.protocol", "ssl")]
    [InlineData("ssl.truststore.location=/unused.jks", "ssl.ca.location", null)]
    [InlineData("ssl.cipher.suites=UNUSED", "ssl.cipher.suites", null)]
    public void Map_Encryption_IsPassedOn(string given, string name, string? expected)
    {
        var mapped = Mapped.Of(ClientKind.Admin, given);
        Assert.Empty(mapped.Findings);
        Assert.Equal(expected, mapped.Client(name));
    }

    [Theory]
    [InlineData("ssl.truststore.location=/ca.jks", "ssl.truststore.type", "JKS")]
    [InlineData("ssl.truststore.type=PKCS12;ssl.truststore.location=/ca.p12", "ssl.truststore.type", "PKCS12")]
    [InlineData("ssl.keystore.location=/key.jks", "ssl.keystore.type", "JKS")]
    [InlineData("ssl.keystore.type=PEM;ssl.keystore.key=K", "ssl.keystore.certificate.chain", "missing")]
    [InlineData("ssl.endpoint.identification.algorithm=LDAPS", "ssl.endpoint.identification.algorithm", "LDAPS")]
    [InlineData("ssl.enabled.protocols=TLSv1.3", "ssl.enabled.protocols", "TLSv1.3")]
    [InlineData("ssl.cipher.suites=TLS_X", "ssl.cipher.suites", "TLS_X")]
    [InlineData("ssl.engine.factory.class=com.acme.E", "ssl.engine.factory.class", "com.acme.E")]
    public void Map_EncryptionThatWouldBeWeakened_IsRefused(string given, string name, string mentioned) =>
        Assert.Contains(mentioned, Mapped.Of(ClientKind.Admin, "security.protocol=SSL;" + given).Refused(name).Message);

    [Theory]
    [InlineData("PLAIN", "plain.PlainLoginModule")]
    [InlineData("SCRAM-SHA-256", "scram.ScramLoginModule")]
    [InlineData("SCRAM-SHA-512", "scram.ScramLoginModule")]
    public void Map_UserAndPassword_ArePassedOn(string mechanism, string module)
    {
        var mapped = Mapped.Of(
            ClientKind.Writer,
            ("security.protocol", "SASL_SSL"),
            ("sasl.mechanism", mechanism),
            ("sasl.jaas.config", $"org.apache.kafka.common.security.{module} required\n username=\"u\" password=\"p=\\\"x\\\"; y\" ;"));
        Assert.Empty(mapped.Findings);
        Assert.Equal("sasl_ssl", mapped.Client("security.protocol"));
        Assert.Equal(mechanism, mapped.Client("sasl.mechanism"));
        Assert.Equal("u", mapped.Client("sasl.username"));
        Assert.Equal("p=\"x\"; y", mapped.Client("sasl.password"));
    }

    [Theory]
    [InlineData("sasl.mechanism=GSSAPI", "sasl.mechanism", "GSSAPI")]
    [InlineData("sasl.mechanism=OAUTHBEARER", "sasl.mechanism", "OAUTHBEARER")]
    [InlineData("sasl.mechanism=PLAIN", "sasl.jaas.config", "missing")]
    [InlineData("sasl.mechanism=PLAIN;sasl.login.callback.handler.class=com.acme.H", "sasl.login.callback.handler.class", "com.acme.H")]
    public void Map_LoginThatCantBeDone_IsRefused(string given, string name, string mentioned) =>
        Assert.Contains(mentioned, Mapped.Of(ClientKind.Reader, "security.protocol=SASL_PLAINTEXT;" + given).Refused(name).Message);

    [Fact]
    public void Map_NoMechanism_RefusesJavasDefaultByName() =>
        Assert.Contains("GSSAPI", Mapped.Of(ClientKind.Reader, "security.protocol=SASL_PLAINTEXT").Refused("sasl.mechanism").Message);

    [Theory]
    [InlineData("org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"secret\";")]
    [InlineData("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\";")]
    [InlineData("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"secret\"")]
    [InlineData("org.apache.kafka.common.security.plain.PlainLoginModule maybe username=\"u\" password=\"secret\";")]
    public void Map_JaasThatDoesNotFit_IsRefusedWithoutTellingThePassword(string jaas)
    {
        var mapped = Mapped.Of(
            ClientKind.Reader, ("security.protocol", "SASL_PLAINTEXT"), ("sasl.mechanism", "PLAIN"), ("sasl.jaas.config", jaas));
        var message = mapped.Refused("sasl.jaas.config").Message;
        Assert.DoesNotContain("secret", message);
        Assert.Contains("PlainLoginModule required", message);
    }

    [Fact]
    public void Map_LoginWithoutSasl_IsLeftOut() =>
        Assert.Null(Mapped.Of(ClientKind.Reader, ("sasl.mechanism", "PLAIN"), (Jaas[..16], Jaas[17..])).Client("sasl.password"));
}
