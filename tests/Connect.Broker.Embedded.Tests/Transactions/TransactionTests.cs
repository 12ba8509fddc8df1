namespace Connect.Broker.Embedded.Tests.Transactions;

public sealed class TransactionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_LongerThanItsTime_IsAbortedAndTheWriterToldSo()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var writer = await BeginAsync(log, ("transaction.timeout.ms", "10000"));
        await TestLog.WriteAsync(writer, "t", ("k", "abandoned"));
        await log.WriteAsync("t", ("k", "behind"));
        Assert.Empty(await log.ReadAsync("t", "read_committed"));

        await log.AdvanceUntilAsync(TimeSpan.FromSeconds(11), async () => (await log.OffsetsAsync("t", readCommitted: true)).End == 2);

        Assert.Equal([(1L, "behind")], await log.ReadAsync("t", "read_committed"));
        var error = await Assert.ThrowsAsync<BrokerException>(async () => await writer.CommitTransactionAsync(Token));
        Assert.Equal(BrokerErrorCode.TransactionAborted, error.Code);
        await writer.AbortTransactionAsync(Token);
        writer.BeginTransaction();
        await TestLog.WriteAsync(writer, "t", ("k", "again"));
        await writer.CommitTransactionAsync(Token);
        Assert.Equal([(1L, "behind"), (2L, "again")], await log.ReadAsync("t", "read_committed"));
    }

    [Fact]
    public async Task Reopen_WithClosedAndAbortedOnes_KeepsWhatTheyWere()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using (var writer = await BeginAsync(log))
        {
            await TestLog.WriteAsync(writer, "t", ("k", "aborted"));
            await writer.AbortTransactionAsync(Token);
            writer.BeginTransaction();
            await TestLog.WriteAsync(writer, "t", ("k", "committed"));
            await writer.CommitTransactionAsync(Token);
        }

        await log.ReopenAsync();

        Assert.Equal([(1L, "committed")], await log.ReadAsync("t", "read_committed"));
        Assert.Equal([(0L, "aborted"), (1L, "committed")], await log.ReadAsync("t"));
    }

    [Fact]
    public async Task Dispose_WriterWithOpenTransaction_AbortsIt()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        var writer = await BeginAsync(log);
        await TestLog.WriteAsync(writer, "t", ("k", "left"));
        await writer.DisposeAsync();
        await log.WriteAsync("t", ("k", "v"));
        Assert.Equal([(1L, "v")], await log.ReadAsync("t", "read_committed"));
    }

    [Fact]
    public async Task Write_Fenced_FailsAndRefusesFurtherOnes()
    {
        await using var log = new TestLog();
        await log.CreateAsync("t");
        await using var zombie = await BeginAsync(log);
        await using var successor = await BeginAsync(log);
        Assert.Equal(BrokerErrorCode.Fenced, (await Assert.ThrowsAsync<BrokerException>(() => TestLog.WriteAsync(zombie, "t", ("k", "z")))).Code);
        Assert.Equal(BrokerErrorCode.Fenced, (await Assert.ThrowsAsync<BrokerException>(() => TestLog.WriteAsync(zombie, "t", ("k", "z")))).Code);
        await successor.CommitTransactionAsync(Token);
        Assert.Empty(await log.ReadAsync("t"));
    }

    private static async Task<IRecordWriter> BeginAsync(TestLog log, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(s => s.Name, s => s.Value);
        all["transactional.id"] = "tx";
        var writer = log.Broker.OpenWriter(all);
        await writer.InitTransactionsAsync(Token);
        writer.BeginTransaction();
        return writer;
    }
}
