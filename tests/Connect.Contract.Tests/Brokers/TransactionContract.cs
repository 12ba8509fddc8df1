using Connect.Abi.Records;
using Connect.Broker;

namespace Connect.Contract.Tests.Brokers;

/// <summary>What every writer with a transactional id does.</summary>
public abstract class TransactionContract(IContractServer server) : BrokerContract(server)
{
    [Fact]
    public async Task Commit_Records_AreSeenByReadersOfCommittedOnes()
    {
        var topic = await TopicAsync(2);
        var writer = await BeginAsync(Unique("tx"));
        await WriteAsync(writer, Record(topic, null, "a", 0), Record(topic, null, "b", 1));
        await writer.CommitTransactionAsync(Token);

        var reader = CommittedReader(topic, 0, 1);
        Assert.Equal(["a", "b"], Read(reader, 2).Select(r => r.Text).Order());
    }

    [Fact]
    public async Task Abort_Records_AreHiddenFromReadersOfCommittedOnesOnly()
    {
        var topic = await TopicAsync();
        var writer = await BeginAsync(Unique("tx"));
        await WriteAsync(writer, Record(topic, null, "aborted", 0));
        await writer.AbortTransactionAsync(Token);
        writer.BeginTransaction();
        await WriteAsync(writer, Record(topic, null, "committed", 0));
        await writer.CommitTransactionAsync(Token);

        Assert.Equal(["committed"], Read(CommittedReader(topic, 0), 1).Select(r => r.Text));
        var all = Reader();
        all.Assign([new(topic, 0)]);
        Assert.Equal(["aborted", "committed"], Read(all, 2).Select(r => r.Text));
    }

    [Fact]
    public async Task Open_Transaction_HoldsBackItsPartitionAndNoOther()
    {
        var (held, free) = (await TopicAsync(), await TopicAsync());
        var open = await BeginAsync(Unique("tx"));
        await WriteAsync(open, Record(held, null, "open", 0));
        await WriteValuesAsync(Writer(), held, "behind");
        var other = await BeginAsync(Unique("tx"));
        await WriteAsync(other, Record(free, null, "free", 0));
        await other.CommitTransactionAsync(Token);

        Assert.Equal(["free"], Read(CommittedReader(free, 0), 1).Select(r => r.Text));
        var reader = CommittedReader(held, 0);
        Assert.Empty(ReadForAMoment(reader));
        Assert.Equal(0, (await Admin.ListOffsetsAsync([new(held, 0)], readCommitted: true, Token))[new(held, 0)].End);
        Assert.Equal(2, (await Admin.ListOffsetsAsync([new(held, 0)], readCommitted: false, Token))[new(held, 0)].End);
        await open.CommitTransactionAsync(Token);
        Assert.Equal(["open", "behind"], Read(reader, 2).Select(r => r.Text));
    }

    [Fact]
    public async Task Init_SecondWriterWithTheId_FencesTheFirst()
    {
        var topic = await TopicAsync();
        var id = Unique("tx");
        var zombie = await BeginAsync(id);
        await WriteAsync(zombie, Record(topic, null, "zombie", 0));

        var successor = await BeginAsync(id);
        await WriteAsync(successor, Record(topic, null, "successor", 0));
        await successor.CommitTransactionAsync(Token);

        var error = await Assert.ThrowsAsync<BrokerException>(async () => await zombie.CommitTransactionAsync(Token));
        Assert.Equal(BrokerErrorCode.Fenced, error.Code);
        Assert.Equal(["successor"], Read(CommittedReader(topic, 0), 1).Select(r => r.Text));
    }

    [Fact]
    public async Task Init_WithoutTransactionalId_IsRefused()
    {
        var writer = Writer();
        await Assert.ThrowsAsync<BrokerException>(async () => await writer.InitTransactionsAsync(Token));
    }

    [Fact]
    public async Task Begin_Twice_IsRefused()
    {
        var writer = await BeginAsync(Unique("tx"));
        Assert.Throws<BrokerException>(writer.BeginTransaction);
    }

    [Fact]
    public async Task Commit_WithoutTransaction_IsRefused()
    {
        var writer = Writer(("transactional.id", Unique("tx")));
        await writer.InitTransactionsAsync(Token);
        await Assert.ThrowsAsync<BrokerException>(async () => await writer.CommitTransactionAsync(Token));
    }

    [Fact]
    public async Task Commit_EmptyTransaction_Succeeds()
    {
        var writer = await BeginAsync(Unique("tx"));
        await writer.CommitTransactionAsync(Token);
        writer.BeginTransaction();
        await writer.AbortTransactionAsync(Token);
    }

    [Fact]
    public async Task Commit_AfterARecordFailed_AsksForAnAbort()
    {
        var topic = await TopicAsync(1, ("max.message.bytes", "5000"));
        var writer = await BeginAsync(Unique("tx"));
        var log = await WriteAsync(writer, Record(topic, null, "good", 0), new OutgoingRecord { Topic = topic, Value = new byte[50_000], Partition = 0 });

        // A log may refuse the good record as well, since it came in one batch with the other.
        Assert.NotEmpty(log.Failures);

        var error = await Assert.ThrowsAsync<BrokerException>(async () => await writer.CommitTransactionAsync(Token));

        Assert.Equal(BrokerErrorCode.TransactionAborted, error.Code);
        await writer.AbortTransactionAsync(Token);
        try
        {
            await CommitAsync(writer, Record(topic, null, "later", 0));
        }
        catch (BrokerException again) when (again.Code == BrokerErrorCode.TransactionAborted)
        {
            // A client that counted the refused record's sequence number needs a second abort to begin anew.
            await writer.AbortTransactionAsync(Token);
            await CommitAsync(writer, Record(topic, null, "later", 0));
        }

        Assert.Equal(["later"], Read(CommittedReader(topic, 0), 1).Select(r => r.Text));
    }

    private static async Task CommitAsync(IRecordWriter writer, OutgoingRecord record)
    {
        writer.BeginTransaction();
        await WriteAsync(writer, record);
        await writer.CommitTransactionAsync(Token);
    }

    private async Task<IRecordWriter> BeginAsync(string id)
    {
        var writer = Writer(("transactional.id", id), ("enable.idempotence", "true"));
        await writer.InitTransactionsAsync(Token);
        writer.BeginTransaction();
        return writer;
    }

    private IRecordReader CommittedReader(string topic, params int[] partitions)
    {
        var reader = Reader(("isolation.level", "read_committed"));
        reader.Assign([.. partitions.Select(p => new TopicPartition(topic, p))]);
        return reader;
    }
}
