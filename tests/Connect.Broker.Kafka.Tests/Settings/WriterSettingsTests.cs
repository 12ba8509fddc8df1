namespace Connect.Broker.Kafka.Tests.Settings;

public sealed class WriterSettingsTests
{
    [Theory]
    [InlineData("bootstrap.servers", "server:9092")]
    [InlineData("acks", "all")]
    [InlineData("enable.idempotence", "false")]
    [InlineData("max.in.flight.requests.per.connection", "1")]
    [InlineData("message.timeout.ms", "0")]
    [InlineData("retries", "2147483647")]
    [InlineData("partitioner", "murmur2_random")]
    [InlineData("linger.ms", "5")]
    [InlineData("batch.size", "1000000")]
    [InlineData("message.max.bytes", "1048576")]
    [InlineData("compression.type", "none")]
    [InlineData("request.timeout.ms", "30000")]
    [InlineData("socket.timeout.ms", "30000")]
    [InlineData("queue.buffering.max.messages", "0")]
    [InlineData("queue.buffering.max.kbytes", "81920")]
    [InlineData("topic.metadata.propagation.max.ms", "20000")]
    [InlineData("topic.metadata.refresh.interval.ms", "300000")]
    [InlineData("metadata.max.age.ms", "900000")]
    [InlineData("retry.backoff.ms", "100")]
    [InlineData("retry.backoff.max.ms", "1000")]
    [InlineData("connections.max.idle.ms", "540000")]
    [InlineData("security.protocol", "plaintext")]
    [InlineData("transactional.id", null)]
    [InlineData("compression.level", null)]
    [InlineData("client.id", null)]
    public void Map_NothingGiven_HasConnectsDefault(string name, string? expected) =>
        Assert.Equal(expected, Mapped.Of(ClientKind.Writer, "").Client(name));

    [Fact]
    public void Map_NothingGiven_SaysNothingAndBlocksWithoutEnd()
    {
        var mapped = Mapped.Of(ClientKind.Writer, "");
        Assert.Empty(mapped.Findings);
        Assert.Equal(Timeout.InfiniteTimeSpan, mapped.MaxBlock);
        Assert.Equal(33_554_432, mapped.BufferBytes);
        Assert.False(mapped.IsTransactional);
    }

    [Theory]
    [InlineData("acks=1", "acks", "1")]
    [InlineData("acks=0", "acks", "0")]
    [InlineData("acks=-1", "acks", "all")]
    [InlineData("acks=ALL", "acks", "all")]
    [InlineData("enable.idempotence=true", "enable.idempotence", "true")]
    [InlineData("max.in.flight.requests.per.connection=5", "max.in.flight.requests.per.connection", "5")]
    [InlineData("delivery.timeout.ms=120000", "message.timeout.ms", "120000")]
    [InlineData("delivery.timeout.ms=2147483647", "message.timeout.ms", "0")]
    [InlineData("request.timeout.ms=5000", "request.timeout.ms", "5000")]
    [InlineData("request.timeout.ms=5000", "socket.timeout.ms", "5000")]
    [InlineData("linger.ms=0", "linger.ms", "0")]
    [InlineData("batch.size=16384", "batch.size", "16384")]
    [InlineData("batch.size=0", "batch.size", "1")]
    [InlineData("buffer.memory=1048576", "queue.buffering.max.kbytes", "18432")]
    [InlineData("max.request.size=5000000", "message.max.bytes", "5000000")]
    [InlineData("max.request.size=500000", "batch.size", "500000")]
    [InlineData("compression.type=zstd", "compression.type", "zstd")]
    [InlineData("compression.type=zstd;compression.zstd.level=3", "compression.level", "3")]
    [InlineData("compression.type=zstd;compression.zstd.level=22", "compression.level", "12")]
    [InlineData("compression.type=gzip;compression.gzip.level=9", "compression.level", "9")]
    [InlineData("compression.type=lz4;compression.lz4.level=9", "compression.level", "9")]
    [InlineData("compression.type=lz4;compression.gzip.level=9", "compression.level", null)]
    [InlineData("retries=3", "retries", "3")]
    [InlineData("retry.backoff.ms=250", "retry.backoff.ms", "250")]
    [InlineData("metadata.max.age.ms=10000", "topic.metadata.refresh.interval.ms", "10000")]
    [InlineData("metadata.max.age.ms=10000", "metadata.max.age.ms", "30000")]
    [InlineData("reconnect.backoff.ms=50;reconnect.backoff.max.ms=1000", "reconnect.backoff.ms", "50")]
    [InlineData("reconnect.backoff.ms=500;reconnect.backoff.max.ms=100", "reconnect.backoff.max.ms", "500")]
    [InlineData("send.buffer.bytes=131072", "socket.send.buffer.bytes", "131072")]
    [InlineData("send.buffer.bytes=-1", "socket.send.buffer.bytes", "0")]
    [InlineData("receive.buffer.bytes=65536", "socket.receive.buffer.bytes", "65536")]
    [InlineData("connections.max.idle.ms=-1", "connections.max.idle.ms", "0")]
    [InlineData("client.id=me", "client.id", "me")]
    [InlineData("client.dns.lookup=use_all_dns_ips", "client.dns.lookup", "use_all_dns_ips")]
    [InlineData("bootstrap.servers=other:1", "bootstrap.servers", "other:1")]
    [InlineData("partitioner.ignore.keys=true", "partitioner", "random")]
    [InlineData("partitioner.class=", "partitioner", "murmur2_random")]
    [InlineData("enable.metrics.push=false", "enable.metrics.push", "false")]
    [InlineData("metadata.recovery.strategy=none", "metadata.recovery.strategy", "none")]
    [InlineData("transactional.id=tx", "transactional.id", "tx")]
    [InlineData("transactional.id=tx", "enable.idempotence", "true")]
    [InlineData("transactional.id=tx", "message.timeout.ms", "60000")]
    [InlineData("transactional.id=tx;transaction.timeout.ms=20000", "transaction.timeout.ms", "20000")]
    [InlineData("transactional.id=tx;transaction.timeout.ms=20000", "socket.timeout.ms", "20000")]
    public void Map_Value_IsPassedOn(string given, string name, string? expected)
    {
        var mapped = Mapped.Of(ClientKind.Writer, given);
        Assert.DoesNotContain(mapped.Findings, f => f.Severity == ClientSettingSeverity.Refused);
        Assert.Equal(expected, mapped.Client(name));
    }

    [Theory]
    [InlineData("acks=two", "acks", "two", "all, -1, 0, 1")]
    [InlineData("acks=2", "acks", "2", "all, -1, 0, 1")]
    [InlineData("linger.ms=soon", "linger.ms", "soon", "whole number of at least 0")]
    [InlineData("buffer.memory=-5", "buffer.memory", "-5", "whole number of at least 0")]
    [InlineData("max.in.flight.requests.per.connection=0", "max.in.flight.requests.per.connection", "0", "from 1 to")]
    [InlineData("enable.idempotence=yes", "enable.idempotence", "yes", "true or false")]
    [InlineData("compression.type=brotli", "compression.type", "brotli", "none, gzip, snappy, lz4, zstd")]
    [InlineData("compression.gzip.level=10", "compression.gzip.level", "10", "from -1 to 9")]
    [InlineData("delivery.timeout.ms=1000", "delivery.timeout.ms", "1000", "30005")]
    [InlineData("enable.idempotence=true;acks=1", "acks", "1", "acks=all")]
    [InlineData("enable.idempotence=true;max.in.flight.requests.per.connection=6", "max.in.flight.requests.per.connection", "6", "5 at most")]
    [InlineData("enable.idempotence=true;retries=0", "retries", "0", "1 or more")]
    [InlineData("transactional.id=tx;enable.idempotence=false", "enable.idempotence", "false", "transactional.id")]
    [InlineData("transaction.two.phase.commit.enable=true", "transaction.two.phase.commit.enable", "true", "remove it")]
    [InlineData("partitioner.class=com.acme.P", "partitioner.class", "com.acme.P", "Remove it")]
    [InlineData("security.protocol=TLS", "security.protocol", "TLS", "PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL")]
    [InlineData("client.dns.lookup=default", "client.dns.lookup", "default", "use_all_dns_ips")]
    [InlineData("max.block.ms=x", "max.block.ms", "x", "whole number")]
    public void Map_ValueNotAllowed_IsRefusedNamingValueAndAllowed(string given, string name, string value, string allowed)
    {
        var finding = Mapped.Of(ClientKind.Writer, given).Refused(name);
        Assert.Contains(name, finding.Message);
        Assert.Contains(value, finding.Message);
        Assert.Contains(allowed, finding.Message);
    }

    [Theory]
    [InlineData("key.serializer")]
    [InlineData("value.serializer")]
    [InlineData("interceptor.classes")]
    [InlineData("metric.reporters")]
    [InlineData("metrics.num.samples")]
    [InlineData("partitioner.adaptive.partitioning.enable")]
    [InlineData("metadata.max.idle.ms")]
    [InlineData("config.providers")]
    [InlineData("config.providers.file.class")]
    [InlineData("sasl.kerberos.service.name")]
    [InlineData("security.providers")]
    [InlineData("no.such.setting")]
    [InlineData("group.id")]
    public void Map_WithoutMeaningHere_IsIgnoredWithOneFinding(string name)
    {
        var mapped = Mapped.Of(ClientKind.Writer, (name, "x"));
        Assert.Contains(name, mapped.Ignored(name).Message);
        Assert.Single(mapped.Findings);
        Assert.DoesNotContain(name, mapped.Client.Keys);
    }

    [Fact]
    public void Map_BeyondTheLibrarysRange_TakesTheNearestAndSaysSo()
    {
        var mapped = Mapped.Of(ClientKind.Writer, "linger.ms=1000000");
        Assert.Equal("900000", mapped.Client("linger.ms"));
        Assert.Contains("900000", mapped.Ignored("linger.ms").Message);
    }

    [Fact]
    public void Map_MaxBlock_IsTaken() =>
        Assert.Equal(TimeSpan.FromSeconds(7), Mapped.Of(ClientKind.Writer, "max.block.ms=7000").MaxBlock);

    [Fact]
    public void OrThrow_SeveralRefused_NamesThemAll()
    {
        var error = Assert.Throws<BrokerSettingException>(() => Mapped.Of(ClientKind.Writer, "acks=2;linger.ms=x;no.such=1").OrThrow());
        Assert.Equal(["acks", "linger.ms"], error.Findings.Select(f => f.Name));
    }

    [Fact]
    public void Findings_Mixed_RefusalsComeFirst() =>
        Assert.Equal(
            ["linger.ms", "a.unknown"], Mapped.Of(ClientKind.Writer, "a.unknown=1;linger.ms=x").Findings.Select(f => f.Name));
}
