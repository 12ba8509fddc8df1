using Connect.Abi.Records;
using Connect.Abi.Sources;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sources;

/// <summary>The checks of what comes on other threads, and of stopping.</summary>
internal static class SourceStopChecks
{
    /// <summary>How long the host waits after the token's cancellation before it calls Stop from another thread.</summary>
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(1);

    public static async Task TakesAcknowledgementsWhileAPollWaitsAsync(SourceSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        var records = await run.ReadAsync(suite.RecordCount).ConfigureAwait(false);
        var polling = await run.PollOnAsync().ConfigureAwait(false);
        using var lane = new PluginThread("task-commit");
        await PluginCall.SucceedsAsync(
            suite,
            lane.RunAsync(() => AcknowledgeAsync(run.Task, records, run.Stopping)),
            "acknowledging (CommitRecordAsync of each record, then CommitAsync) while a poll waits for records",
            suite.AcknowledgementTimeout).ConfigureAwait(false);
        await EndAsync(suite, run, polling).ConfigureAwait(false);
    }

    public static async Task StopsWhileAPollWaitsAsync(SourceSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        await run.ReadAsync(suite.RecordCount).ConfigureAwait(false);
        var polling = await run.PollOnAsync().ConfigureAwait(false);
        await EndAsync(suite, run, polling).ConfigureAwait(false);
    }

    public static async Task StopsBeforeStartAsync(SourceSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.InitializeAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task StopsTwiceAsync(SourceSuite suite)
    {
        await suite.MakeWorkAsync().ConfigureAwait(false);
        await using var run = await SourceRun.StartAsync(suite, new StoredOffsets()).ConfigureAwait(false);
        await run.ReadAsync(1).ConfigureAwait(false);
        await run.RequestStopAsync().ConfigureAwait(false);
        await run.StopTaskAsync().ConfigureAwait(false);
        await run.StopTaskAsync().ConfigureAwait(false);
        await run.StopConnectorAsync().ConfigureAwait(false);
    }

    /// <summary>Stops a task whose poll runs, as the host does.</summary>
    private static async Task EndAsync(SourceSuite suite, SourceRun run, Task polling)
    {
        await run.RequestStopAsync().ConfigureAwait(false);
        if (!await Wait.EndsWithinAsync(suite, polling, HostPatience).ConfigureAwait(false))
        {
            run.IsStoppedElsewhere();
            using var other = new PluginThread("task-stop");
            using var giveUp = new CancellationTokenSource(suite.StopTimeout, suite.Time);
            await PluginCall.SucceedsAsync(
                suite,
                other.RunAsync(() => run.Task.StopAsync(giveUp.Token)),
                "StopAsync while a poll waits",
                suite.StopTimeout).ConfigureAwait(false);
            if (!await Wait.EndsWithinAsync(suite, polling, suite.StopTimeout).ConfigureAwait(false))
            {
                throw new CheckFailedException(
                    $"a poll that waits ends within {Wait.Text(suite.StopTimeout)} of the cancellation of its token and of StopAsync",
                    "it still waits",
                    "pass the token on to whatever waits, or close in StopAsync what the poll reads from");
            }
        }
        else
        {
            await run.StopTaskAsync().ConfigureAwait(false);
        }

        try
        {
            await polling.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Cancellation is no failure.
        }
        catch (Exception error)
        {
            throw PluginCall.Threw("a poll that is stopped", error);
        }

        await run.StopConnectorAsync().ConfigureAwait(false);
    }

    private static async ValueTask AcknowledgeAsync(SourceTask task, List<SourceRecord> records, CancellationToken cancellationToken)
    {
        for (var i = 0; i < records.Count; i++)
        {
            var metadata = new RecordMetadata(new TopicPartition(records[i].Topic, 0), i, 0, 0, 0);
            await task.CommitRecordAsync(records[i], metadata, cancellationToken).ConfigureAwait(false);
        }

        await task.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
