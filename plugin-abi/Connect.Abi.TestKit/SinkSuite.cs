using Connect.Abi.Data;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Abi.TestKit.Sinks;
using Connect.Abi.TestKit.Unloading;

namespace Connect.Abi.TestKit;

/// <summary>
/// The checks of a sink connector and its tasks. Derive from it, say how the connector is made, with which settings, and how what was
/// written is read back.
/// </summary>
public abstract class SinkSuite : ConnectorSuite
{
    /// <summary>How many records a batch of the checks has. By default 10.</summary>
    protected internal virtual int RecordCount => 10;

    /// <summary>The topic of the records.</summary>
    protected internal virtual string Topic => "test-kit";

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        .. ConfigurationChecksOf(),
        .. Named(
            WritesWhatIsPut,
            TakesEmptyBatches,
            CommitsNoMoreThanWasPut,
            WritesBeforeItCommits,
            WritesRedeliveredRecords,
            DoesWithoutErrantRecordReporter,
            TakesOrRefusesNullValues,
            StopsWhileAPutRuns,
            StopsTaskBeforeStart,
            StopsTaskTwice,
            UnloadsCleanly),
    ];

    /// <summary>A new connector.</summary>
    protected abstract SinkConnector CreateConnector();

    /// <summary>Reads what is in the system that the sink writes to.</summary>
    /// <param name="cancellationToken">Cancelled when the suite no longer waits.</param>
    /// <returns>One text a record, equal to what <see cref="TextOf"/> says of it; a record may be there more than once, in any order.</returns>
    protected abstract ValueTask<IReadOnlyList<string>> ReadBackAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="ReadBackAsync"/> gives for a record once it is written. By default the text of its value.</summary>
    /// <param name="record">A record as put.</param>
    protected internal virtual string TextOf(SinkRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return ConnectText.Of(record.Value);
    }

    /// <summary>A record that the sink can write, each number another. By default with the value <c>record-N</c>, a string.</summary>
    /// <param name="partition">Where it is from.</param>
    /// <param name="offset">Its offset there.</param>
    protected internal virtual SinkRecord RecordOf(TopicPartition partition, long offset) => new(
        partition.Topic, partition.Partition, Schema.String, $"key-{offset}", Schema.String, $"record-{partition.Partition}-{offset}", offset);

    /// <summary>
    /// Values that the sink may not be able to write: with each it has to go on, or to fail in a way that says why. By default a map, a
    /// list, a struct and bytes.
    /// </summary>
    protected internal virtual IReadOnlyList<SchemaAndValue> OddValues =>
    [
        new(null, new ConnectMap([new("a", 1L)])),
        new(null, new List<object?> { 1L, "b" }),
        new(OddSchema, new Struct(OddSchema).Put("a", 1)),
        new(Schema.Bytes, new byte[] { 0xff, 0x00 }),
    ];

    /// <summary>
    /// Makes the system accept nothing for a while, so that a put has to wait; what is returned ends that. By default null, for a system
    /// that can't be made to: then a put that has nothing to wait for is stopped.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the suite no longer waits.</param>
    protected internal virtual ValueTask<IAsyncDisposable?> BlockSystemAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IAsyncDisposable?>(null);

    /// <summary>Opened, put to, asked to commit, closed and stopped, it has written all records.</summary>
    public Task WritesWhatIsPut() => RunAsync(() => SinkRecordChecks.WritesWhatIsPutAsync(this));

    /// <summary>A put of no records, by which the host lets it work on, does no harm.</summary>
    public Task TakesEmptyBatches() => RunAsync(() => SinkRecordChecks.TakesEmptyBatchesAsync(this));

    /// <summary>Offsets to commit are of partitions that it has, and not beyond what was put.</summary>
    public Task CommitsNoMoreThanWasPut() => RunAsync(() => SinkOffsetChecks.CommitsNoMoreThanWasPutAsync(this));

    /// <summary>When it says that offsets can be committed, the records before them are in the system, even if the worker dies then.</summary>
    public Task WritesBeforeItCommits() => RunAsync(() => SinkOffsetChecks.WritesBeforeItCommitsAsync(this));

    /// <summary>Records that come again after a restart, and those after them, are all in the system at last.</summary>
    public Task WritesRedeliveredRecords() => RunAsync(() => SinkOffsetChecks.WritesRedeliveredRecordsAsync(this));

    /// <summary>Where no reporter of errant records is configured, it does without: what it can't write fails the task with a reason.</summary>
    public Task DoesWithoutErrantRecordReporter() => RunAsync(() => SinkRecordChecks.DoesWithoutErrantRecordReporterAsync(this));

    /// <summary>Records with null keys and values are taken, or refused with a <see cref="Errors.DataException"/>.</summary>
    public Task TakesOrRefusesNullValues() => RunAsync(() => SinkRecordChecks.TakesOrRefusesNullValuesAsync(this));

    /// <summary>A put ends when its token is cancelled.</summary>
    public Task StopsWhileAPutRuns() => RunAsync(() => SinkStopChecks.StopsWhileAPutRunsAsync(this));

    /// <summary>A task that was not started stops, as it has to after a start that failed.</summary>
    public Task StopsTaskBeforeStart() => RunAsync(() => SinkStopChecks.StopsBeforeStartAsync(this));

    /// <summary>A second stop does no harm.</summary>
    public Task StopsTaskTwice() => RunAsync(() => SinkStopChecks.StopsTwiceAsync(this));

    /// <summary>After a run, nothing keeps the plugin in memory.</summary>
    public Task UnloadsCleanly() => RunAsync(() => UnloadCheck.RunAsync(this, SinkRecordChecks.RunLoadedAsync));

    private static Schema OddSchema { get; } = SchemaBuilder.Struct().Field("a", Schema.Int32).Build();

    internal override Connector Make() => CreateConnector();

    internal override Task MakeWorkAsync() => Task.CompletedTask;

    /// <summary>Sees that records are in the system.</summary>
    /// <exception cref="CheckFailedException">One is not.</exception>
    internal async Task AllAreWrittenAsync(IEnumerable<SinkRecord> records, string expectation, string advice)
    {
        IReadOnlyList<string> written = [];
        await Author(async token => written = await ReadBackAsync(token).ConfigureAwait(false), nameof(ReadBackAsync)).ConfigureAwait(false);
        string[] expected = [.. records.Select(TextOf)];
        string[] missing = [.. expected.Except(written)];
        if (missing.Length > 0)
        {
            throw new CheckFailedException(
                expectation, $"{missing.Length} of {expected.Length} are missing, such as {missing[0]}; read back were {written.Count}", advice);
        }
    }

    /// <summary>Some records in a row.</summary>
    internal List<SinkRecord> Records(TopicPartition partition, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => RecordOf(partition, first + i))];
}
