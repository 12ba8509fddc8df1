using Connect.Abi.Records;
using Connect.Abi.TestKit.Running;

namespace Connect.Abi.TestKit.Sinks;

/// <summary>The checks of stopping a sink.</summary>
internal static class SinkStopChecks
{
    public static async Task StopsWhileAPutRunsAsync(SinkSuite suite)
    {
        var partition = new TopicPartition(suite.Topic, 0);
        await using var run = await SinkRun.OpenAsync(suite, partition).ConfigureAwait(false);
        IAsyncDisposable? block = null;
        await suite.Author(
            async token => block = await suite.BlockSystemAsync(token).ConfigureAwait(false), nameof(suite.BlockSystemAsync)).ConfigureAwait(false);
        try
        {
            var put = run.BeginPut(suite.Records(partition, 0, suite.RecordCount));
            await run.RequestStopAsync().ConfigureAwait(false);
            if (!await Wait.EndsWithinAsync(suite, put, suite.StopTimeout).ConfigureAwait(false))
            {
                throw new CheckFailedException(
                    $"a put ends within {Wait.Text(suite.StopTimeout)} of the cancellation of its token, well or not",
                    "it still runs",
                    "pass the token on to whatever waits for the system; what was not written comes again");
            }
        }
        finally
        {
            if (block is not null)
            {
                await block.DisposeAsync().ConfigureAwait(false);
            }
        }

        // How the put ended does not matter: the task stops either way.
        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task StopsBeforeStartAsync(SinkSuite suite)
    {
        await using var run = await SinkRun.InitializeAsync(suite).ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }

    public static async Task StopsTwiceAsync(SinkSuite suite)
    {
        await using var run = await SinkRun.OpenAsync(suite, new TopicPartition(suite.Topic, 0)).ConfigureAwait(false);
        await run.StopTaskAsync().ConfigureAwait(false);
        await run.StopAsync().ConfigureAwait(false);
    }
}
