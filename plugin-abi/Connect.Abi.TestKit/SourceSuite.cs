using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Abi.TestKit.Running;
using Connect.Abi.TestKit.Sources;
using Connect.Abi.TestKit.Unloading;

namespace Connect.Abi.TestKit;

/// <summary>
/// The checks of a source connector and its tasks. Derive from it, say how the connector is made, with which settings, and how records
/// come to be in the system that it reads.
/// </summary>
/// <example>
/// <code>
/// public sealed class MySourceTests : SourceSuite
/// {
///     private readonly string folder = Directory.CreateTempSubdirectory().FullName;
///     protected override SourceConnector CreateConnector() => new MySourceConnector();
///     protected override IReadOnlyDictionary&lt;string, string&gt; Settings => new Dictionary&lt;string, string&gt; { ["folder"] = folder, ["topic"] = "t" };
///     protected override async ValueTask PrepareAsync(int count, CancellationToken token) =>
///         await File.AppendAllLinesAsync(Path.Combine(folder, "a"), Enumerable.Range(0, count).Select(i => $"line {i}"), token);
///
///     public static TheoryData&lt;string> Names => [.. new MySourceTests().Checks.Select(check => check.Name)];
///
///     [Theory, MemberData(nameof(Names))]
///     public Task Source_DoesWhatTheHostReliesOn(string name) => Checks.Single(check => check.Name == name).RunAsync();
/// }
/// </code>
/// </example>
public abstract class SourceSuite : ConnectorSuite
{
    /// <summary>How many records the checks make at a time. By default 10.</summary>
    protected internal virtual int RecordCount => 10;

    /// <summary>How long records that were made may take to come out of the task's polls. By default half a minute.</summary>
    protected internal virtual TimeSpan ReadTimeout => TimeSpan.FromSeconds(30);

    /// <summary>How long <c>CommitRecordAsync</c> and <c>CommitAsync</c> may take while a poll waits. By default 5 seconds.</summary>
    protected internal virtual TimeSpan AcknowledgementTimeout => TimeSpan.FromSeconds(5);

    /// <summary>After how long a poll that has not returned counts as one that waits. By default 300 ms.</summary>
    protected internal virtual TimeSpan PollSettles => TimeSpan.FromMilliseconds(300);

    /// <summary>Whether records can come again that were acknowledged and whose offsets were committed. By default they must not.</summary>
    protected internal virtual bool RepeatsCommittedRecords => false;

    /// <summary>
    /// Whether it gives records without end, such as a clock does: then there may be more than were made, and
    /// <see cref="PrepareAsync"/> has nothing to do. By default not.
    /// </summary>
    protected internal virtual bool IsEndless => false;

    /// <inheritdoc/>
    public override IReadOnlyList<Check> Checks =>
    [
        .. ConfigurationChecksOf(),
        .. Named(
            StartsPollsAndStops,
            GivesTopicsAndOffsetsThatCanBeKept,
            GivesValuesThatFitTheirSchemas,
            ResumesFromCommittedOffsets,
            GivesUnacknowledgedRecordsAgain,
            TakesAcknowledgementsWhileAPollWaits,
            StopsWhileAPollWaits,
            StopsTaskBeforeStart,
            StopsTaskTwice,
            UnloadsCleanly),
    ];

    /// <summary>A new connector.</summary>
    protected abstract SourceConnector CreateConnector();

    /// <summary>Makes further records available in the system that the source reads.</summary>
    /// <param name="count">How many, in addition to those that are there.</param>
    /// <param name="cancellationToken">Cancelled when the suite no longer waits.</param>
    protected abstract ValueTask PrepareAsync(int count, CancellationToken cancellationToken);

    /// <summary>
    /// What tells a record from others in every run. By default its source partition, source offset, key and value; override it where the
    /// same record comes with another offset after a restart.
    /// </summary>
    /// <param name="record">A record as polled.</param>
    protected internal virtual string IdentityOf(SourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return $"{OffsetText.Of(record.SourcePartition)} {OffsetText.Of(record.SourceOffset)} "
            + $"{RecordText.Of(record.Key)} {RecordText.Of(record.Value)}";
    }

    /// <summary>It starts, gives all records that there are, and stops, each in time.</summary>
    public Task StartsPollsAndStops() => RunAsync(() => SourceRecordChecks.StartsPollsAndStopsAsync(this));

    /// <summary>Records have a topic, and a source partition and offset of values that the host can store.</summary>
    public Task GivesTopicsAndOffsetsThatCanBeKept() => RunAsync(() => SourceRecordChecks.GivesTopicsAndOffsetsThatCanBeKeptAsync(this));

    /// <summary>Keys and values are what their schemas say.</summary>
    public Task GivesValuesThatFitTheirSchemas() => RunAsync(() => SourceRecordChecks.GivesValuesThatFitTheirSchemasAsync(this));

    /// <summary>Started with committed offsets, it goes on behind them and loses nothing.</summary>
    public Task ResumesFromCommittedOffsets() => RunAsync(() => SourceOffsetChecks.ResumesFromCommittedOffsetsAsync(this));

    /// <summary>What was polled, but not acknowledged before a restart, comes again: at least once.</summary>
    public Task GivesUnacknowledgedRecordsAgain() => RunAsync(() => SourceOffsetChecks.GivesUnacknowledgedRecordsAgainAsync(this));

    /// <summary>Acknowledgements, which come on another thread, do not wait for a poll that waits for records.</summary>
    public Task TakesAcknowledgementsWhileAPollWaits() => RunAsync(() => SourceStopChecks.TakesAcknowledgementsWhileAPollWaitsAsync(this));

    /// <summary>
    /// A poll that waits ends when its token is cancelled, or when <c>StopAsync</c> is called from another thread a second later.
    /// </summary>
    public Task StopsWhileAPollWaits() => RunAsync(() => SourceStopChecks.StopsWhileAPollWaitsAsync(this));

    /// <summary>A task that was not started stops, as it has to after a start that failed.</summary>
    public Task StopsTaskBeforeStart() => RunAsync(() => SourceStopChecks.StopsBeforeStartAsync(this));

    /// <summary>A second stop does no harm.</summary>
    public Task StopsTaskTwice() => RunAsync(() => SourceStopChecks.StopsTwiceAsync(this));

    /// <summary>After a run, nothing keeps the plugin in memory.</summary>
    public Task UnloadsCleanly() => RunAsync(() => UnloadCheck.RunAsync(this, SourceRecordChecks.RunLoadedAsync));

    internal override Connector Make() => CreateConnector();

    internal override Task MakeWorkAsync() => PrepareRecordsAsync(RecordCount);

    internal Task PrepareRecordsAsync(int count) => Author(token => PrepareAsync(count, token), nameof(PrepareAsync));
}
