using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Sinks;

/// <summary>The checks of what a sink says to be committable, and of what it does after a restart.</summary>
internal static class SinkOffsetChecks
{
    public static async Task CommitsNoMoreThanWasPutAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 3);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        foreach (var first in (long[])[100, 100 + suite.RecordCount])
        {
            await run.PutAsync(suite.Records(partition, first, suite.RecordCount)).ConfigureAwait(false);
            var end = first + suite.RecordCount;
            foreach (var (of, offset) in await run.PreCommitAsync().ConfigureAwait(false))
            {
                if (of != partition || offset.Offset > end)
                {
                    throw new CheckFailedException(
                        $"PreCommitAsync answers offsets of {partition} up to {end}, the next to read after the last record put",
                        $"{of} at {offset.Offset}",
                        "answer with the offsets handed in, or smaller ones, of partitions that are assigned; "
                        + "SinkRecord.OriginalTopicPartition and OriginalKafkaOffset tell where a record is from");
                }
            }
        }

        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task WritesBeforeItCommitsAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        var records = suite.Records(partition, 0, suite.RecordCount);
        await run.PutAsync(records).ConfigureAwait(false);
        var committable = (await run.PreCommitAsync().ConfigureAwait(false)).GetValueOrDefault(partition).Offset;
        await suite.AllAreWrittenAsync(
            records.Where(record => record.OriginalKafkaOffset < committable),
            $"records before the offset {committable}, which PreCommitAsync said can be committed, are in the system",
            "write out in FlushAsync what is held back, and hand it to the system before it returns; or override PreCommitAsync and answer "
            + "with less")
            .ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task WritesRedeliveredRecordsAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using (var first = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false))
        {
            await first.PutAsync(suite.Records(partition, 0, suite.RecordCount)).ConfigureAwait(false);
            await first.StopAsync().ConfigureAwait(false);
        }

        // Nothing was committed: the records come again, and others behind them.
        await using var second = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        var records = suite.Records(partition, 0, suite.RecordCount * 2);
        await second.PutAsync(records).ConfigureAwait(false);
        await second.CloseAsync(partition).ConfigureAwait(false);
        await second.StopAsync().ConfigureAwait(false);
        await suite.AllAreWrittenAsync(
            records,
            "records that come again after a restart, and those after them, are in the system",
            "write them again, or recognize each by its key or offset; pass over no others, and let nothing that is there already fail the put")
            .ConfigureAwait(false);
    }
}
