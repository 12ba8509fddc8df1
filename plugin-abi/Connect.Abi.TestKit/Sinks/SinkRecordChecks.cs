using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sinks;

/// <summary>The checks of what a sink does with records.</summary>
internal static class SinkRecordChecks
{
    public static async Task WritesWhatIsPutAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        var records = suite.Records(partition, 0, suite.RecordCount);
        await run.PutAsync(records).ConfigureAwait(false);
        await run.CloseAsync(partition).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
        await suite.AllAreWrittenAsync(
            records,
            "all records that were put are in the system after a stop",
            "write them out in FlushAsync or PreCommitAsync, or when the task stops").ConfigureAwait(false);
    }

    public static async Task TakesEmptyBatchesAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        await run.PutAsync([]).ConfigureAwait(false);
        await run.PreCommitAsync().ConfigureAwait(false);
        var records = suite.Records(partition, 0, suite.RecordCount);
        await run.PutAsync(records).ConfigureAwait(false);
        await run.PutAsync([]).ConfigureAwait(false);
        await run.CloseAsync(partition).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
        await suite.AllAreWrittenAsync(
            records, "puts without records change nothing about those with some", "return early for an empty batch").ConfigureAwait(false);
    }

    public static async Task DoesWithoutErrantRecordReporterAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        foreach (var odd in suite.OddValues)
        {
            await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
            var record = new SinkRecord(partition.Topic, partition.Partition, null, null, odd.Schema, odd.Value, 0);
            if (await FailureAsync(suite, run, record).ConfigureAwait(false) is { } error and not ConnectException)
            {
                throw new CheckFailedException(
                    "what the sink can't write fails with a ConnectException that says why, where ErrantRecordReporter is null",
                    $"{error.GetType().Name} for the value {RecordText.Of(odd.Value)}: {error.Message}",
                    "ask whether Context.ErrantRecordReporter is null, and throw a DataException then",
                    error);
            }
        }
    }

    public static async Task TakesOrRefusesNullValuesAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        var record = new SinkRecord(partition.Topic, partition.Partition, null, null, null, null, 0);
        if (await FailureAsync(suite, run, record).ConfigureAwait(false) is { } error and not DataException)
        {
            throw new CheckFailedException(
                "a record with a null key and a null value is taken, or refused with a DataException",
                $"{error.GetType().Name}: {error.Message}",
                "see that the value is there before using it: in compacted topics a null value is a deletion",
                error);
        }
    }

    /// <summary>A short life of a connector that was loaded to be unloaded.</summary>
    public static async Task RunLoadedAsync(SinkSuite suite, object plugin)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition, (Connector)plugin).ConfigureAwait(false);
        await run.PutAsync(suite.Records(partition, 0, suite.RecordCount)).ConfigureAwait(false);
        await run.CloseAsync(partition).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    /// <summary>What a put of a record and the commit after it failed with; null for nothing.</summary>
    private static async Task<Exception?> FailureAsync(SinkSuite suite, SinkRun run, SinkRecord record)
    {
        try
        {
            await Wait.ForAsync(suite, run.BeginPut([record]), "PutAsync").ConfigureAwait(false);
            await run.PreCommitAsync().ConfigureAwait(false);
            return null;
        }
        catch (CheckFailedException error)
        {
            return error.InnerException ?? error;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
