using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What every reader does with partitions that it was assigned by hand.</summary>
public abstract class ReaderContract(IContractServer server) : BrokerContract(server)
{
    [Fact]
    public async Task Poll_NothingCommitted_BeginsAtTheEarliest()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, "a", "b");
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        Assert.Equal([("a", 0L), ("b", 1L)], Read(reader, 2).Select(r => (r.Text!, r.Offset)));
        Assert.Equal([new TopicPartition(topic, 0)], reader.Assignment);
    }

    [Fact]
    public async Task Poll_ResetLatest_SeesOnlyWhatComes()
    {
        var topic = await TopicAsync();
        var writer = Writer();
        await WriteValuesAsync(writer, topic, "old");
        var reader = Reader(("auto.offset.reset", "latest"), ("group.id", Unique("group")));
        reader.Assign([new(topic, 0)]);
        Assert.Equal(1, reader.Position(new(topic, 0), Token));
        await WriteValuesAsync(writer, topic, "new");
        Assert.Equal(["new"], Read(reader, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Poll_ResetNone_IsAnError()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, "a");
        var reader = Reader(("auto.offset.reset", "none"), ("group.id", Unique("group")));
        reader.Assign([new(topic, 0)]);
        var error = Assert.Throws<BrokerException>(() => Read(reader, 1));
        Assert.Equal(BrokerErrorCode.OffsetOutOfRange, error.Code);
    }

    [Fact]
    public async Task Poll_Many_ReturnsNoMoreThanAskedFor()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, [.. Enumerable.Range(0, 35).Select(i => $"v{i}")]);
        var reader = Reader(("max.poll.records", "10"));
        reader.Assign([new(topic, 0)]);
        var (seen, largest) = (new List<SeenRecord>(), 0);
        while (seen.Count < 35)
        {
            using var batch = reader.Poll(Limit, Token);
            largest = Math.Max(largest, batch.Records.Length);
            SeenRecord.Copy(batch, seen);
        }

        Assert.InRange(largest, 1, 10);
        Assert.Equal(Enumerable.Range(0, 35).Select(i => (long)i), seen.Select(r => r.Offset));
    }

    [Fact]
    public async Task Poll_Nothing_EndsWithTheTime()
    {
        var topic = await TopicAsync();
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        using var batch = reader.Poll(TimeSpan.FromMilliseconds(50), Token);
        Assert.True(batch.Records.IsEmpty);
    }

    [Fact]
    public async Task Poll_Waiting_IsWokenByAWriter()
    {
        var topic = await TopicAsync();
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        var reading = Task.Run(() => Read(reader, 1), Token);
        await WriteValuesAsync(Writer(), topic, "late");
        Assert.Equal(["late"], (await reading).Select(r => r.Text));
    }

    [Fact]
    public async Task Wakeup_WaitingPoll_EndsEmpty()
    {
        var topic = await TopicAsync();
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        var polling = Task.Run(
            () =>
            {
                using var batch = reader.Poll(Timeout.InfiniteTimeSpan, Token);
                return batch.Records.Length;
            },
            Token);
        reader.Wakeup();
        Assert.Equal(0, await polling.WaitAsync(Limit, Token));
    }

    [Fact]
    public async Task Poll_Cancelled_Throws()
    {
        var topic = await TopicAsync();
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var polling = Task.Run(() => reader.Poll(Timeout.InfiniteTimeSpan, cancel.Token), Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => polling.WaitAsync(Limit, Token));
    }

    [Fact]
    public async Task Pause_Partition_IsPassedOverUntilResumed()
    {
        var topic = await TopicAsync(2);
        var writer = Writer();
        var reader = Reader();
        reader.Assign([new(topic, 0), new(topic, 1)]);
        reader.Pause([new(topic, 0)]);
        await WriteAsync(writer, Record(topic, null, "zero", 0), Record(topic, null, "one", 1));

        Assert.Equal(["one"], Read(reader, 1).Select(r => r.Text));
        Assert.Empty(ReadForAMoment(reader));
        reader.Resume([new(topic, 0)]);
        Assert.Equal(["zero"], Read(reader, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Pause_WithRecordsFetched_LosesAndRepeatsNone()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, [.. Enumerable.Range(0, 20).Select(i => $"v{i}")]);
        var reader = Reader(("max.poll.records", "5"));
        reader.Assign([new(topic, 0)]);
        var first = Read(reader, 5);
        reader.Pause([new(topic, 0)]);
        Assert.Empty(ReadForAMoment(reader));
        reader.Resume([new(topic, 0)]);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), first.Concat(Read(reader, 20 - first.Count)).Select(r => r.Offset));
    }

    [Fact]
    public async Task Seek_AnyOffset_GoesOnThere()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, "a", "b", "c");
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        Read(reader, 3);
        Assert.Equal(3, reader.Position(new(topic, 0), Token));

        reader.Seek(new(topic, 0), 1);

        Assert.Equal(1, reader.Position(new(topic, 0), Token));
        Assert.Equal(["b", "c"], Read(reader, 2).Select(r => r.Text));
    }

    [Fact]
    public async Task Seek_BehindTheEnd_IsResetByPolicy()
    {
        var topic = await TopicAsync();
        await WriteValuesAsync(Writer(), topic, "a");
        var reader = Reader(("auto.offset.reset", "earliest"));
        reader.Assign([new(topic, 0)]);
        reader.Seek(new(topic, 0), 100);
        Assert.Equal(["a"], Read(reader, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Commit_Offsets_AreWhereTheNextReaderBegins()
    {
        var topic = await TopicAsync();
        var group = Unique("group");
        await WriteValuesAsync(Writer(), topic, "a", "b", "c");
        var reader = Reader(("group.id", group));
        reader.Assign([new(topic, 0)]);
        Read(reader, 3);
        reader.Commit(At(topic, 0, 2, "note"), Token);
        Assert.Equal(new OffsetAndMetadata(2, "note"), reader.Committed([new(topic, 0)], Token)[new(topic, 0)]);
        await reader.CloseAsync(Limit);

        var next = Reader(("group.id", group));
        next.Assign([new(topic, 0)]);
        Assert.Equal(["c"], Read(next, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Committed_Nothing_IsLeftOut()
    {
        var topic = await TopicAsync();
        var reader = Reader(("group.id", Unique("group")));
        Assert.Empty(reader.Committed([new(topic, 0)], Token));
    }

    [Fact]
    public async Task CommitInBackground_Offsets_CallsBackOnce()
    {
        var topic = await TopicAsync();
        var group = Unique("group");
        await WriteValuesAsync(Writer(), topic, "a");
        var reader = Reader(("group.id", group));
        reader.Assign([new(topic, 0)]);
        Read(reader, 1);
        var called = new TaskCompletionSource<BrokerException?>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A second call would throw out of the callback.
        reader.CommitInBackground(At(topic, 0, 1), called.SetResult);

        Assert.Null(await called.Task.WaitAsync(Limit, Token));
        Assert.Equal(1, (await Admin.ListGroupOffsetsAsync(group, Token))[new(topic, 0)].Offset);
    }

    [Fact]
    public async Task Offsets_Partition_AreFirstAndNext()
    {
        var topic = await TopicAsync(2);
        await WriteValuesAsync(Writer(), topic, "a", "b");
        var reader = Reader();
        var offsets = reader.Offsets([new(topic, 0), new(topic, 1)], Token);
        Assert.Equal(new OffsetRange(0, 2), offsets[new(topic, 0)]);
        Assert.Equal(new OffsetRange(0, 0), offsets[new(topic, 1)]);
    }

    [Fact]
    public async Task Assign_Again_KeepsReadingWhatStays()
    {
        var topic = await TopicAsync(2);
        var writer = Writer();
        await WriteAsync(writer, Record(topic, null, "zero", 0));
        var reader = Reader();
        reader.Assign([new(topic, 0)]);
        Read(reader, 1);
        reader.Assign([]);
        Assert.Empty(reader.Assignment);
        reader.Assign([new(topic, 1)]);
        await WriteAsync(writer, Record(topic, null, "one", 1));
        Assert.Equal(["one"], Read(reader, 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Poll_Closed_IsRefused()
    {
        var reader = Reader();
        await reader.CloseAsync(Limit);
        var error = Assert.Throws<BrokerException>(() => reader.Poll(TimeSpan.Zero, Token));
        Assert.Equal(BrokerErrorCode.Closed, error.Code);
    }

    [Fact]
    public void Pause_NotAssigned_IsRefused()
    {
        var reader = Reader();
        Assert.Throws<BrokerException>(() => reader.Pause([new TopicPartition("nowhere", 0)]));
    }

    [Theory]
    [InlineData("auto.offset.reset", "sometimes")]
    [InlineData("isolation.level", "serializable")]
    [InlineData("max.poll.records", "0")]
    public void OpenReader_ValueNotAllowed_IsRefusedByName(string name, string value)
    {
        var settings = new Dictionary<string, string> { [name] = value };
        var error = Assert.Throws<BrokerSettingException>(() => Broker.OpenReader(settings));
        Assert.Contains(error.Findings, f => f.Name == name && f.Severity == ClientSettingSeverity.Refused);
    }
}
