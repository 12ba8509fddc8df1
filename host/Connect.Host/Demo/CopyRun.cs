namespace Connect.Host.Demo;

/// <summary>Follows the copy until the sink has committed all that is in the topic, or a connector fails.</summary>
/// <param name="api">The worker over REST.</param>
/// <param name="topics">The worker's topics.</param>
/// <param name="output">The sink's file.</param>
/// <param name="workerEnded">Completes when the worker ends.</param>
/// <param name="time">The clock.</param>
internal sealed class CopyRun(WorkerApi api, TopicWatch topics, LineCounter output, Task workerEnded, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DeadLetterGrace = TimeSpan.FromSeconds(5);
    private static readonly IReadOnlyList<string> Connectors = [DemoPlan.Source, DemoPlan.BadSource, DemoPlan.Sink];

    /// <summary>Follows the copy.</summary>
    /// <param name="lines">How many lines there are to copy; one bad record comes on top.</param>
    /// <param name="started">The clock's timestamp at the start.</param>
    /// <param name="seen">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="DemoException">A connector or the worker failed.</exception>
    public async Task<CopyState> FollowAsync(long lines, long started, Action<CopyState> seen, CancellationToken cancellationToken)
    {
        var state = default(CopyState);
        var through = (long?)null;
        while (true)
        {
            var isWritten = state.Written >= lines;
            var written = await output.CountAsync(cancellationToken);
            state = new CopyState(
                lines,
                await topics.CountAsync(DemoPlan.Topic, cancellationToken),
                written,
                await topics.CountAsync(DemoPlan.DeadLetters, cancellationToken),
                await topics.CommittedAsync(DemoPlan.SinkGroup, DemoPlan.Topic, cancellationToken),
                isWritten ? state.Elapsed : time.GetElapsedTime(started));
            seen(state);

            // Committed and not only written: then the sink is through with all of it, and what is missing will not come any more.
            if (state.InTopic > lines && state.Committed >= state.InTopic)
            {
                through ??= time.GetTimestamp();

                // A dead letter may be acknowledged after the commit.
                if (state.DeadLetters > 0 || time.GetElapsedTime(through.Value) > DeadLetterGrace)
                {
                    // Counted again, since the sink may have written between the count above and its commit.
                    return state with { Written = await output.CountAsync(cancellationToken) };
                }
            }

            await CheckStatesAsync(cancellationToken);
            await Task.WhenAny(workerEnded, Task.Delay(Tick, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (workerEnded.IsCompleted)
            {
                throw new DemoException("The worker ended in the middle of the copy.", workerEnded.Exception?.GetBaseException());
            }
        }
    }

    private static void Check(string what, RunStatus status)
    {
        if (status.State == "FAILED")
        {
            throw new DemoException($"{what} is FAILED:{Environment.NewLine}{status.Trace}");
        }
    }

    private async Task CheckStatesAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Connectors)
        {
            if (await api.StatusAsync(name, cancellationToken) is not { } status)
            {
                continue;
            }

            Check($"The connector {name}", status.Connector);
            foreach (var task in status.Tasks)
            {
                Check($"The task {task.Id} of {name}", task);
            }
        }
    }
}
