using Connect.Abi.Configuration;
using Connect.Configuration.Validators;

namespace Connect.Configuration;

/// <summary>The settings of a worker that is one of a cluster, beside those of every worker; in Java's order.</summary>
internal static class DistributedDefinition
{
    /// <summary>Adds them.</summary>
    public static ConfigDef Add(ConfigDef definition) => AddInternalRequests(AddTopics(AddSecurity(AddConnections(AddGroup(definition)))))
        .Define("metadata.recovery.strategy", ConfigType.String, "rebootstrap", CaseInsensitiveValidString.In("rebootstrap", "none"), Importance.Low,
            "What to do when no known broker answers: 'rebootstrap' begins again with bootstrap.servers, 'none' goes on trying.")
        .Define("metadata.recovery.rebootstrap.trigger.ms", ConfigType.Long, 300000L, ValidRange.AtLeast(0L), Importance.Low,
            "How long no broker has answered, in milliseconds, when that begins.");

    private static ConfigDef AddGroup(ConfigDef definition) => definition
        .Define("group.id", ConfigType.String, Importance.High, "The cluster that the worker belongs to; all its workers have the same.")
        .Define("session.timeout.ms", ConfigType.Int, 10000, Importance.High,
            "How long the cluster does without a sign of life of a worker, in milliseconds, before it gives it up.")
        .Define("rebalance.timeout.ms", ConfigType.Int, 60000, Importance.High,
            "How long workers may take to join again when the cluster changes, in milliseconds.")
        .Define("heartbeat.interval.ms", ConfigType.Int, 3000, Importance.High, "How often a worker shows that it is alive, in milliseconds.")
        .Define("exactly.once.source.support", ConfigType.String, "disabled", CaseInsensitiveValidString.In("disabled", "enabled", "preparing"),
            Importance.High, "Whether sources write records and offsets in transactions: disabled, preparing (on the way there), enabled.");

    private static ConfigDef AddConnections(ConfigDef definition) => definition
        .Define("metadata.max.age.ms", ConfigType.Long, 300000L, ValidRange.AtLeast(0), Importance.Low,
            "When what is known of the cluster is asked for anew, in milliseconds.")
        .Define("client.id", ConfigType.String, string.Empty, Importance.Low, "The name that the brokers know the worker by.")
        .Define("send.buffer.bytes", ConfigType.Int, 131072, ValidRange.AtLeast(-1), Importance.Medium, "The size of TCP's send buffer; -1 for the system's.")
        .Define("receive.buffer.bytes", ConfigType.Int, 32768, ValidRange.AtLeast(-1), Importance.Medium,
            "The size of TCP's receive buffer; -1 for the system's.")
        .Define("reconnect.backoff.ms", ConfigType.Long, 50L, ValidRange.AtLeast(0L), Importance.Low,
            "How long to wait before connecting to a broker again, in milliseconds.")
        .Define("reconnect.backoff.max.ms", ConfigType.Long, 1000L, ValidRange.AtLeast(0L), Importance.Low,
            "How long that wait grows at most, in milliseconds.")
        .Define("socket.connection.setup.timeout.ms", ConfigType.Long, 10000L, ValidRange.AtLeast(0L), Importance.Low,
            "How long connecting may take, in milliseconds.")
        .Define("socket.connection.setup.timeout.max.ms", ConfigType.Long, 30000L, ValidRange.AtLeast(0L), Importance.Low,
            "How long that time grows at most, in milliseconds.")
        .Define("retry.backoff.ms", ConfigType.Long, 100L, ValidRange.AtLeast(0L), Importance.Low,
            "How long to wait before a request that failed is sent again, in milliseconds.")
        .Define("retry.backoff.max.ms", ConfigType.Long, 1000L, ValidRange.AtLeast(0L), Importance.Low,
            "How long that wait grows at most, in milliseconds.")
        .Define("request.timeout.ms", ConfigType.Int, 40000, ValidRange.AtLeast(0), Importance.Medium,
            "How long an answer may take, in milliseconds, before the request is sent again.")
        .Define("connections.max.idle.ms", ConfigType.Long, 540000L, Importance.Medium,
            "When a connection that nobody uses is closed, in milliseconds.")
        .Define("security.protocol", ConfigType.String, "PLAINTEXT",
            CaseInsensitiveValidString.In("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"), Importance.Medium,
            "How brokers are talked to: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.");

    /// <summary>What clients have too, in the worker's order and with its limits.</summary>
    private static ConfigDef AddSecurity(ConfigDef definition)
    {
        (string Name, IValidator? Validator)[] settings =
        [
            ("sasl.kerberos.service.name", null), ("sasl.kerberos.kinit.cmd", null), ("sasl.kerberos.ticket.renew.window.factor", null),
            ("sasl.kerberos.ticket.renew.jitter", null), ("sasl.kerberos.min.time.before.relogin", null),
            ("sasl.login.refresh.window.factor", ValidRange.Between(0.5, 1.0)), ("sasl.login.refresh.window.jitter", ValidRange.Between(0.0, 0.25)),
            ("sasl.login.refresh.min.period.seconds", ValidRange.Between<short>(0, 900)),
            ("sasl.login.refresh.buffer.seconds", ValidRange.Between<short>(0, 3600)), ("sasl.mechanism", null), ("sasl.jaas.config", null),
            ("sasl.client.callback.handler.class", null), ("sasl.login.callback.handler.class", null), ("sasl.login.class", null),
            ("sasl.login.connect.timeout.ms", null), ("sasl.login.read.timeout.ms", null), ("sasl.login.retry.backoff.max.ms", null),
            ("sasl.login.retry.backoff.ms", null), ("sasl.oauthbearer.jwt.retriever.class", null), ("sasl.oauthbearer.jwt.validator.class", null),
            ("sasl.oauthbearer.scope", null), ("sasl.oauthbearer.client.credentials.client.id", null),
            ("sasl.oauthbearer.client.credentials.client.secret", null),
            ("sasl.oauthbearer.assertion.algorithm", CaseInsensitiveValidString.In("ES256", "RS256")),
            ("sasl.oauthbearer.assertion.claim.aud", null), ("sasl.oauthbearer.assertion.claim.exp.seconds", ValidRange.Between(0, 86400)),
            ("sasl.oauthbearer.assertion.claim.iss", null), ("sasl.oauthbearer.assertion.claim.jti.include", null),
            ("sasl.oauthbearer.assertion.claim.nbf.seconds", ValidRange.Between(0, 3600)), ("sasl.oauthbearer.assertion.claim.sub", null),
            ("sasl.oauthbearer.assertion.file", null), ("sasl.oauthbearer.assertion.private.key.file", null),
            ("sasl.oauthbearer.assertion.private.key.passphrase", null), ("sasl.oauthbearer.assertion.template.file", null),
            ("sasl.oauthbearer.scope.claim.name", null), ("sasl.oauthbearer.sub.claim.name", null), ("sasl.oauthbearer.token.endpoint.url", null),
            ("sasl.oauthbearer.jwks.endpoint.url", null), ("sasl.oauthbearer.jwks.endpoint.refresh.ms", null),
            ("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", null), ("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", null),
            ("sasl.oauthbearer.clock.skew.seconds", null), ("sasl.oauthbearer.expected.audience", ValidList.AnyNonDuplicateValues(true, false)),
            ("sasl.oauthbearer.expected.issuer", null), ("sasl.oauthbearer.header.urlencode", null),
        ];
        foreach (var (name, validator) in settings)
        {
            var key = ClientDefinition.Admin.ConfigKeys[name];
            definition.Define(name, key.Type, key.DefaultValue, validator, key.Importance, key.Documentation);
        }

        return definition;
    }

    private static ConfigDef AddTopics(ConfigDef definition) => definition
        .Define("worker.sync.timeout.ms", ConfigType.Int, 3000, Importance.Medium,
            "How long a worker that is behind may take to catch up with the configurations, in milliseconds.")
        .Define("worker.unsync.backoff.ms", ConfigType.Int, 300000, Importance.Medium,
            "How long a worker that did not catch up stays out of the cluster, in milliseconds.")
        .Define("offset.storage.topic", ConfigType.String, Importance.High, "The topic that the offsets of sources are kept in.")
        .Define("offset.storage.partitions", ConfigType.Int, 25, CountValidator.For("Number of partitions"), Importance.Low,
            "How many partitions that topic gets when it is made; -1 for the broker's default.")
        .Define("offset.storage.replication.factor", ConfigType.Short, (short)3, CountValidator.For("Replication factor"), Importance.Low,
            "How many copies of it there are; -1 for the broker's default.")
        .Define("config.storage.topic", ConfigType.String, Importance.High, "The topic that the configurations of connectors are kept in.")
        .Define("config.storage.replication.factor", ConfigType.Short, (short)3, CountValidator.For("Replication factor"), Importance.Low,
            "How many copies of it there are when it is made; -1 for the broker's default.")
        .Define("status.storage.topic", ConfigType.String, Importance.High, "The topic that the statuses of connectors and tasks are kept in.")
        .Define("status.storage.partitions", ConfigType.Int, 5, CountValidator.For("Number of partitions"), Importance.Low,
            "How many partitions that topic gets when it is made; -1 for the broker's default.")
        .Define("status.storage.replication.factor", ConfigType.Short, (short)3, CountValidator.For("Replication factor"), Importance.Low,
            "How many copies of it there are; -1 for the broker's default.");

    private static ConfigDef AddInternalRequests(ConfigDef definition) => definition
        .Define("connect.protocol", ConfigType.String, "sessioned", ProtocolValidator(), Importance.Low,
            "How the cluster shares work: eager, compatible (incremental) or sessioned (incremental, with signed requests between workers).")
        .Define("scheduled.rebalance.max.delay.ms", ConfigType.Int, 300000, ValidRange.Between(0, int.MaxValue), Importance.Low,
            "How long the work of a worker that is gone waits for its return, in milliseconds.")
        .Define("inter.worker.key.ttl.ms", ConfigType.Int, 3600000, ValidRange.Between(0, int.MaxValue), Importance.Low,
            "How long a key for requests between workers is used, in milliseconds; 0 for ever.")
        .Define("inter.worker.key.generation.algorithm", ConfigType.String, "HmacSHA256", HmacValidator.One, Importance.Low, "How such keys are made.")
        .Define("inter.worker.key.size", ConfigType.Int, null, Importance.Low, "How many bits such a key has; by default as many as its algorithm makes.")
        .Define("inter.worker.signature.algorithm", ConfigType.String, "HmacSHA256", HmacValidator.One, Importance.Low,
            "How requests between workers are signed.")
        .Define("inter.worker.verification.algorithms", ConfigType.List, new[] { "HmacSHA256" }, HmacValidator.All, Importance.Low,
            "Which signatures of requests between workers are taken.");

    private static LambdaValidator ProtocolValidator()
    {
        var known = CaseInsensitiveValidString.In("eager", "compatible", "sessioned");
        return LambdaValidator.With(known.EnsureValid, () => "[eager, compatible, sessioned]");
    }
}
