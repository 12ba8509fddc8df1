using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What every writer does.</summary>
public abstract class WriterContract(IContractServer server) : BrokerContract(server)
{
    [Fact]
    public async Task Write_Records_AreDeliveredInOrderWithTheirOffsets()
    {
        var topic = await TopicAsync();
        var records = Enumerable.Range(0, 2_000)
            .Select(i => new OutgoingRecord { Topic = topic, Value = Bytes($"v{i}"), Partition = 0, Tag = i }).ToArray();

        var log = await WriteAsync(Writer(), records);

        Assert.Empty(log.Failures);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => ((object?)i, (long)i)), log.Delivered.Select(d => (d.Tag, d.Offset)));
        Assert.All(log.Delivered, d => Assert.Equal(new TopicPartition(topic, 0), d.Partition));
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => $"v{i}"), Read(reader, 2_000).Select(r => r.Text));
    }

    [Fact]
    public async Task Write_Idempotent_IsDelivered()
    {
        var topic = await TopicAsync();
        var log = await WriteAsync(Writer(("enable.idempotence", "true"), ("acks", "all")), Record(topic, "k", "v"));
        Assert.Equal(0, Assert.Single(log.Delivered).Offset);
    }

    [Fact]
    public async Task Write_NullAndEmpty_AreToldApart()
    {
        var topic = await TopicAsync();
        await WriteAsync(Writer(), Record(topic, null, null, 0), Record(topic, "", "", 0), Record(topic, "k", null, 0), Record(topic, null, "v", 0));
        var reader = Reader();
        reader.Assign([new(topic, 0)]);

        var seen = Read(reader, 4);

        Assert.Equal([null, "", "k", null], seen.Select(r => Text(r.Key)));
        Assert.Equal([null, "", null, "v"], seen.Select(r => Text(r.Value)));
    }

    [Fact]
    public async Task Write_Headers_KeepOrderRepetitionAndNull()
    {
        var topic = await TopicAsync();
        LogHeader[] headers = [new("b", Bytes("1")), new("a", null), new("b", Bytes("")), new("ключ", Bytes("значение"))];
        await WriteAsync(Writer(), new OutgoingRecord { Topic = topic, Value = Bytes("v"), Headers = headers });
        var reader = Reader();
        reader.Assign([new(topic, 0)]);

        var seen = Read(reader, 1)[0];

        Assert.Equal([("b", "1"), ("a", null), ("b", ""), ("ключ", "значение")], seen.Headers.Select(h => (h.Key, Text(h.Value))));
    }

    [Fact]
    public async Task Write_Timestamp_IsKeptOrSet()
    {
        var topic = await TopicAsync();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var log = await WriteAsync(
            Writer(),
            new OutgoingRecord { Topic = topic, Value = Bytes("given"), Timestamp = before - 5_000 },
            new OutgoingRecord { Topic = topic, Value = Bytes("set") });
        var reader = Reader();
        reader.Assign([new(topic, 0)]);

        var seen = Read(reader, 2);

        Assert.Equal(before - 5_000, seen[0].Timestamp);
        Assert.InRange(seen[1].Timestamp, before, before + 60_000);
        Assert.All(seen, r => Assert.Equal(LogTimestampType.CreateTime, r.TimestampType));
        Assert.Equal(seen.Select(r => r.Timestamp), log.Delivered.Select(d => d.Timestamp));
    }

    [Fact]
    public async Task Write_TopicWithAppendTime_GetsTheLogsTime()
    {
        var topic = await TopicAsync(1, ("message.timestamp.type", "LogAppendTime"));
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        await WriteAsync(Writer(), new OutgoingRecord { Topic = topic, Value = Bytes("v"), Timestamp = 1_000 });
        var reader = Reader();
        reader.Assign([new(topic, 0)]);

        var seen = Read(reader, 1)[0];

        Assert.Equal(LogTimestampType.LogAppendTime, seen.TimestampType);
        Assert.InRange(seen.Timestamp, before - 1_000, before + 60_000);
    }

    [Theory]
    [InlineData("a", 4)]
    [InlineData("", 1)]
    public async Task Write_Keyed_GoesWhereJavaPutsIt(string key, int expected)
    {
        var topic = await TopicAsync(5);
        var log = await WriteAsync(Writer(), Record(topic, key, "v"));
        Assert.Equal(expected, Assert.Single(log.Delivered).Partition.Partition);
    }

    [Fact]
    public async Task Write_WithoutKey_UsesAPartitionThatExists()
    {
        var topic = await TopicAsync(3);
        var log = await WriteAsync(Writer(), [.. Enumerable.Range(0, 50).Select(i => Record(topic, null, $"v{i}"))]);
        Assert.All(log.Delivered, d => Assert.InRange(d.Partition.Partition, 0, 2));
    }

    [Fact]
    public async Task Write_UnknownPartition_FailsAlone()
    {
        var topic = await TopicAsync(2);
        var log = await WriteAsync(Writer(), Record(topic, null, "good", 1), Record(topic, null, "bad", 7));
        Assert.Single(log.Delivered);
        Assert.Equal(BrokerErrorCode.UnknownTopicOrPartition, Assert.Single(log.Failures).Error.Code);
    }

    [Fact]
    public async Task Write_TooLargeForTheWriter_FailsAlone()
    {
        var topic = await TopicAsync();
        var large = new OutgoingRecord { Topic = topic, Value = new byte[20_000], Tag = "large" };
        var log = await WriteAsync(Writer(("max.request.size", "10000")), Record(topic, null, "small", 0), large, Record(topic, null, "small", 0));
        Assert.Equal(2, log.Delivered.Count);
        var failure = Assert.Single(log.Failures);
        Assert.Equal("large", failure.Tag);
        Assert.Equal(topic, failure.Topic);
        Assert.Equal(BrokerErrorCode.RecordTooLarge, failure.Error.Code);
    }

    [Fact]
    public async Task Write_TooLargeForTheTopic_Fails()
    {
        var topic = await TopicAsync(1, ("max.message.bytes", "5000"));
        var log = await WriteAsync(Writer(), new OutgoingRecord { Topic = topic, Value = new byte[20_000] });
        Assert.Equal(BrokerErrorCode.RecordTooLarge, Assert.Single(log.Failures).Error.Code);
    }

    [Fact]
    public async Task Write_WithoutKeyToACompactedTopic_FailsAsInvalid()
    {
        var topic = await TopicAsync(1, ("cleanup.policy", "compact"));
        var log = await WriteAsync(Writer(), Record(topic, null, "v"));
        Assert.Equal(BrokerErrorCode.Invalid, Assert.Single(log.Failures).Error.Code);
    }

    [Fact]
    public async Task Write_MissingTopic_IsCreatedByTheLog()
    {
        var topic = Unique("auto");
        var log = await WriteAsync(Writer(), Record(topic, "k", "v"));
        Assert.Single(log.Delivered);
        Assert.Equal(1, (await Admin.DescribeTopicsAsync([topic], Token))[topic].Partitions);
    }

    [Fact]
    public async Task Write_InvalidTopicName_Fails()
    {
        var log = await WriteAsync(Writer(("max.block.ms", "10000")), Record("not a topic!", "k", "v"));
        Assert.Equal("not a topic!", Assert.Single(log.Failures).Topic);
    }

    [Fact]
    public async Task Write_SeveralTopicsInOneBatch_AllArrive()
    {
        var (one, two) = (await TopicAsync(), await TopicAsync());
        var log = await WriteAsync(Writer(), Record(one, null, "a"), Record(two, null, "b"), Record(one, null, "c"));
        Assert.Equal(3, log.Delivered.Count);
        var reader = Reader();
        reader.Assign([new(one, 0), new(two, 0)]);
        var seen = Read(reader, 3);
        Assert.Equal(["a", "c"], seen.Where(r => r.Partition.Topic == one).Select(r => r.Text));
        Assert.Equal(["b"], seen.Where(r => r.Partition.Topic == two).Select(r => r.Text));
    }

    [Fact]
    public async Task Flush_NothingWritten_IsDone()
    {
        Assert.True(await Writer().FlushAsync(TimeSpan.Zero, Token));
    }

    [Fact]
    public async Task Write_AfterClosing_IsRefused()
    {
        var writer = Writer();
        await writer.DisposeAsync();
        var error = Assert.Throws<BrokerException>(() => writer.Write([Record("t", null, "v")], new DeliveryLog(), Token));
        Assert.Equal(BrokerErrorCode.Closed, error.Code);
    }

    [Theory]
    [InlineData("acks", "7")]
    [InlineData("buffer.memory", "much")]
    public void OpenWriter_ValueNotAllowed_IsRefusedByName(string name, string value)
    {
        var settings = new Dictionary<string, string> { [name] = value };
        var error = Assert.Throws<BrokerSettingException>(() => Broker.OpenWriter(settings));
        Assert.Contains(error.Findings, f => f.Name == name && f.Severity == ClientSettingSeverity.Refused && f.Message.Contains(value));
        Assert.Contains(Broker.CheckSettings(ClientKind.Writer, settings), f => f.Name == name && f.Severity == ClientSettingSeverity.Refused);
    }
}
