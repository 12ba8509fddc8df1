using System.Globalization;
using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Tests.Settings;

public sealed class ReaderSettingsTests
{
    [Theory]
    [InlineData("auto.offset.reset", "earliest")]
    [InlineData("enable.auto.commit", "false")]
    [InlineData("enable.auto.offset.store", "false")]
    [InlineData("enable.partition.eof", "false")]
    [InlineData("partition.assignment.strategy", "range")]
    [InlineData("allow.auto.create.topics", "true")]
    [InlineData("isolation.level", "read_uncommitted")]
    [InlineData("check.crcs", "true")]
    [InlineData("fetch.min.bytes", "1")]
    [InlineData("fetch.max.bytes", "52428800")]
    [InlineData("fetch.wait.max.ms", "500")]
    [InlineData("max.partition.fetch.bytes", "1048576")]
    [InlineData("session.timeout.ms", "45000")]
    [InlineData("heartbeat.interval.ms", "3000")]
    [InlineData("max.poll.interval.ms", "300000")]
    [InlineData("group.instance.id", null)]
    [InlineData("client.rack", null)]
    public void Map_NothingGiven_HasConnectsDefault(string name, string? expected) =>
        Assert.Equal(expected, Mapped.Of(ClientKind.Reader, "").Client(name));

    [Fact]
    public void Map_NothingGiven_PrefetchesFarLessThanTheLibraryWould()
    {
        var mapped = Mapped.Of(ClientKind.Reader, "");
        Assert.InRange(int.Parse(mapped.Client["queued.max.messages.kbytes"], CultureInfo.InvariantCulture), 1, 8192);
        Assert.InRange(int.Parse(mapped.Client["queued.min.messages"], CultureInfo.InvariantCulture), 1, 20_000);
        Assert.Equal(500, mapped.MaxPollRecords);
        Assert.Equal(TimeSpan.FromMinutes(1), mapped.ApiTimeout);
        Assert.Null(mapped.GroupId);
        Assert.Empty(mapped.Findings);
    }

    [Theory]
    [InlineData("group.id=g", "group.id", "g")]
    [InlineData("group.instance.id=i", "group.instance.id", "i")]
    [InlineData("client.rack=r", "client.rack", "r")]
    [InlineData("isolation.level=read_committed", "isolation.level", "read_committed")]
    [InlineData("auto.offset.reset=latest", "auto.offset.reset", "latest")]
    [InlineData("auto.offset.reset=none", "auto.offset.reset", "error")]
    [InlineData("allow.auto.create.topics=false", "allow.auto.create.topics", "false")]
    [InlineData("check.crcs=false", "check.crcs", "false")]
    [InlineData("fetch.min.bytes=1000", "fetch.min.bytes", "1000")]
    [InlineData("fetch.max.bytes=2000000", "fetch.max.bytes", "2000000")]
    [InlineData("fetch.max.bytes=500000", "message.max.bytes", "500000")]
    [InlineData("fetch.max.wait.ms=100", "fetch.wait.max.ms", "100")]
    [InlineData("fetch.max.wait.ms=40000", "socket.timeout.ms", "41000")]
    [InlineData("max.partition.fetch.bytes=65536", "max.partition.fetch.bytes", "65536")]
    [InlineData("max.partition.fetch.bytes=3145728", "queued.max.messages.kbytes", "6144")]
    [InlineData("session.timeout.ms=10000", "session.timeout.ms", "10000")]
    [InlineData("heartbeat.interval.ms=500", "heartbeat.interval.ms", "500")]
    [InlineData("max.poll.interval.ms=60000", "max.poll.interval.ms", "60000")]
    [InlineData("max.poll.interval.ms=10000", "session.timeout.ms", "10000")]
    [InlineData("max.poll.interval.ms=2000", "max.poll.interval.ms", "6000")]
    [InlineData("max.poll.interval.ms=2000", "session.timeout.ms", "6000")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.RoundRobinAssignor", "partition.assignment.strategy", "roundrobin")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor", "partition.assignment.strategy", "cooperative-sticky")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.RangeAssignor, org.apache.kafka.clients.consumer.CooperativeStickyAssignor", "partition.assignment.strategy", "range")]
    [InlineData("group.protocol=consumer", "group.protocol", "consumer")]
    [InlineData("group.protocol=consumer", "session.timeout.ms", null)]
    [InlineData("group.protocol=consumer;group.remote.assignor=uniform", "group.remote.assignor", "uniform")]
    public void Map_Value_IsPassedOn(string given, string name, string? expected)
    {
        var mapped = Mapped.Of(ClientKind.Reader, given);
        Assert.DoesNotContain(mapped.Findings, f => f.Severity == ClientSettingSeverity.Refused);
        Assert.Equal(expected, mapped.Client(name));
    }

    [Theory]
    [InlineData("auto.offset.reset=middle", "auto.offset.reset", "middle", "earliest, latest, none")]
    [InlineData("auto.offset.reset=by_duration:PT1H", "auto.offset.reset", "by_duration:PT1H", "earliest, latest or none")]
    [InlineData("isolation.level=serializable", "isolation.level", "serializable", "read_uncommitted, read_committed")]
    [InlineData("max.poll.records=0", "max.poll.records", "0", "from 1 to")]
    [InlineData("heartbeat.interval.ms=45000", "heartbeat.interval.ms", "45000", "below session.timeout.ms")]
    [InlineData("partition.assignment.strategy=org.apache.kafka.clients.consumer.StickyAssignor", "partition.assignment.strategy", "StickyAssignor", "CooperativeStickyAssignor")]
    [InlineData("group.protocol=streams", "group.protocol", "streams", "classic, consumer")]
    [InlineData("default.api.timeout.ms=x", "default.api.timeout.ms", "x", "whole number")]
    public void Map_ValueNotAllowed_IsRefusedNamingValueAndAllowed(string given, string name, string value, string allowed)
    {
        var finding = Mapped.Of(ClientKind.Reader, given).Refused(name);
        Assert.Contains(name, finding.Message);
        Assert.Contains(value, finding.Message);
        Assert.Contains(allowed, finding.Message);
    }

    [Theory]
    [InlineData("enable.auto.commit=true", "enable.auto.commit")]
    [InlineData("auto.commit.interval.ms=5", "auto.commit.interval.ms")]
    [InlineData("exclude.internal.topics=false", "exclude.internal.topics")]
    [InlineData("key.deserializer=x", "key.deserializer")]
    [InlineData("value.deserializer=x", "value.deserializer")]
    [InlineData("max.poll.interval.ms=2000", "max.poll.interval.ms")]
    [InlineData("partition.assignment.strategy=range,cooperative-sticky", "partition.assignment.strategy")]
    [InlineData("acks=all", "acks")]
    public void Map_WithoutFullEffect_IsTold(string given, string name) =>
        Assert.Contains(name, Mapped.Of(ClientKind.Reader, given).Ignored(name).Message);

    [Fact]
    public void Map_OwnValues_AreTaken()
    {
        var mapped = Mapped.Of(
            ClientKind.Reader,
            "group.id=g;max.poll.records=10;default.api.timeout.ms=5000;auto.offset.reset=latest;isolation.level=read_committed;metadata.max.age.ms=500");
        Assert.Equal("g", mapped.GroupId);
        Assert.Equal(10, mapped.MaxPollRecords);
        Assert.Equal(TimeSpan.FromSeconds(5), mapped.ApiTimeout);
        Assert.Equal(OffsetReset.Latest, mapped.Reset);
        Assert.True(mapped.ReadCommitted);
        Assert.Equal(TimeSpan.FromMilliseconds(500), mapped.MetadataMaxAge);
    }
}
