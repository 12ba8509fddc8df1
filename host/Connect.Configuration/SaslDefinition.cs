using Connect.Abi.Configuration;

namespace Connect.Configuration;

/// <summary>The settings of SASL, as Java's clients take them.</summary>
internal static class SaslDefinition
{
    public static ConfigDef Add(ConfigDef definition) => definition
        .Define("sasl.client.callback.handler.class", ConfigType.Class, null, Importance.Medium, "A Java class that answers a mechanism's questions.")
        .Define("sasl.jaas.config", ConfigType.Password, null, Importance.Medium, "Who logs in, in the form of a JAAS file.")
        .Define("sasl.kerberos.kinit.cmd", ConfigType.String, "/usr/bin/kinit", Importance.Low, "The path of kinit.")
        .Define("sasl.kerberos.min.time.before.relogin", ConfigType.Long, 60000L, Importance.Low,
            "How long to wait between two refreshs of a ticket, in milliseconds.")
        .Define("sasl.kerberos.service.name", ConfigType.String, null, Importance.Medium, "The Kerberos principal that the brokers run as.")
        .Define("sasl.kerberos.ticket.renew.jitter", ConfigType.Double, 0.05, Importance.Low, "Which part of the wait for a refresh is random.")
        .Define("sasl.kerberos.ticket.renew.window.factor", ConfigType.Double, 0.8, Importance.Low,
            "Which part of a ticket's life passes before it is refreshed.")
        .Define("sasl.login.callback.handler.class", ConfigType.Class, null, Importance.Medium, "A Java class that answers the login's questions.")
        .Define("sasl.login.class", ConfigType.Class, null, Importance.Medium, "A Java class that logs in.")
        .Define("sasl.login.connect.timeout.ms", ConfigType.Int, null, Importance.Low,
            "How long connecting to the identity provider may take, in milliseconds.")
        .Define("sasl.login.read.timeout.ms", ConfigType.Int, null, Importance.Low,
            "How long the identity provider's answer may take, in milliseconds.")
        .Define("sasl.login.refresh.buffer.seconds", ConfigType.Short, (short)300, Importance.Low,
            "How long before its end a token is refreshed at the latest, in seconds.")
        .Define("sasl.login.refresh.min.period.seconds", ConfigType.Short, (short)60, Importance.Low,
            "How long a token is used before it is refreshed at least, in seconds.")
        .Define("sasl.login.refresh.window.factor", ConfigType.Double, 0.8, Importance.Low,
            "Which part of a token's life passes before it is refreshed.")
        .Define("sasl.login.refresh.window.jitter", ConfigType.Double, 0.05, Importance.Low, "Which part of that wait is random.")
        .Define("sasl.login.retry.backoff.max.ms", ConfigType.Long, 10000L, Importance.Low,
            "How long the wait before logging in again grows at most, in milliseconds.")
        .Define("sasl.login.retry.backoff.ms", ConfigType.Long, 100L, Importance.Low, "How long to wait before logging in again, in milliseconds.")
        .Define("sasl.mechanism", ConfigType.String, "GSSAPI", Importance.Medium,
            "How to log in, such as PLAIN, SCRAM-SHA-512, GSSAPI or OAUTHBEARER.")
        .Define("sasl.oauthbearer.assertion.algorithm", ConfigType.String, "RS256", Importance.Medium, "How assertions are signed.")
        .Define("sasl.oauthbearer.assertion.claim.aud", ConfigType.String, null, Importance.Medium, "The audience that assertions claim.")
        .Define("sasl.oauthbearer.assertion.claim.exp.seconds", ConfigType.Int, 300, Importance.Low, "How long assertions are good for, in seconds.")
        .Define("sasl.oauthbearer.assertion.claim.iss", ConfigType.String, null, Importance.Medium, "The issuer that assertions claim.")
        .Define("sasl.oauthbearer.assertion.claim.jti.include", ConfigType.Boolean, false, Importance.Medium,
            "Whether assertions carry an id of their own.")
        .Define("sasl.oauthbearer.assertion.claim.nbf.seconds", ConfigType.Int, 60, Importance.Low,
            "How long before they are made assertions are good already, in seconds.")
        .Define("sasl.oauthbearer.assertion.claim.sub", ConfigType.String, null, Importance.Medium, "The subject that assertions claim.")
        .Define("sasl.oauthbearer.assertion.file", ConfigType.String, null, Importance.Medium,
            "A file with an assertion that somebody else keeps fresh.")
        .Define("sasl.oauthbearer.assertion.private.key.file", ConfigType.String, null, Importance.Medium,
            "The file with the key that signs assertions, as PEM text.")
        .Define("sasl.oauthbearer.assertion.private.key.passphrase", ConfigType.Password, null, Importance.Medium, "The password of that key.")
        .Define("sasl.oauthbearer.assertion.template.file", ConfigType.String, null, Importance.Medium,
            "A JSON file with headers and claims that assertions begin with.")
        .Define("sasl.oauthbearer.client.credentials.client.id", ConfigType.String, null, Importance.Medium,
            "The client's id for the client credentials grant.")
        .Define("sasl.oauthbearer.client.credentials.client.secret", ConfigType.Password, null, Importance.Medium,
            "The client's secret for the client credentials grant.")
        .Define("sasl.oauthbearer.clock.skew.seconds", ConfigType.Int, 30, Importance.Low,
            "How far the clocks of client and identity provider may differ, in seconds.")
        .Define("sasl.oauthbearer.expected.audience", ConfigType.List, Array.Empty<string>(), Importance.High,
            "The audiences that a token may be for.")
        .Define("sasl.oauthbearer.expected.issuer", ConfigType.String, null, Importance.High, "The issuer that a token has to be from.")
        .Define("sasl.oauthbearer.header.urlencode", ConfigType.Boolean, false, Importance.Low,
            "Whether id and secret are URL-encoded in the authorization header.")
        .Define("sasl.oauthbearer.jwks.endpoint.refresh.ms", ConfigType.Long, 3600000L, Importance.Low,
            "When the identity provider's keys are asked for again, in milliseconds.")
        .Define("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", ConfigType.Long, 10000L, Importance.Low,
            "How long the wait before asking for the keys again grows at most, in milliseconds.")
        .Define("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", ConfigType.Long, 100L, Importance.Low,
            "How long to wait before asking for the keys again, in milliseconds.")
        .Define("sasl.oauthbearer.jwks.endpoint.url", ConfigType.String, null, Importance.Medium, "Where the identity provider's keys are.")
        .Define("sasl.oauthbearer.jwt.retriever.class", ConfigType.Class, "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever", Importance.Medium,
            "A Java class that fetches tokens.")
        .Define("sasl.oauthbearer.jwt.validator.class", ConfigType.Class, "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator", Importance.Medium,
            "A Java class that checks tokens.")
        .Define("sasl.oauthbearer.scope", ConfigType.String, null, Importance.Medium, "The scope to ask for.")
        .Define("sasl.oauthbearer.scope.claim.name", ConfigType.String, "scope", Importance.Low, "The claim that holds a token's scope.")
        .Define("sasl.oauthbearer.sub.claim.name", ConfigType.String, "sub", Importance.Low, "The claim that holds a token's subject.")
        .Define("sasl.oauthbearer.token.endpoint.url", ConfigType.String, null, Importance.Medium, "Where tokens are to be had.");
}
