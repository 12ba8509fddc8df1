using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Storage;
using Connect.Broker.Embedded.Topics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Embedded.Cleaning;

/// <summary>The background step that compacts topics and removes what is kept long enough, every <see cref="Interval"/>.</summary>
internal sealed partial class Cleaner(
    TopicCatalog catalog, CommitQueue queue, ReadSessions sessions, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Retention _retention = new(queue, sessions, time);
    private readonly Compaction _compaction = new(queue, sessions, time);
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        // Made here, so that the first round is due one interval after the start, whenever its thread gets going.
        var timer = new PeriodicTimer(Interval, time);
        _loop = Task.Run(() => RunAsync(timer));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(PeriodicTimer due)
    {
        using var timer = due;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                foreach (var topic in catalog.Topics.Values)
                {
                    await CleanAsync(topic);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The log closes.
        }
    }

    private async Task CleanAsync(Topic topic)
    {
        foreach (var partition in topic.Partitions)
        {
            try
            {
                if (topic.Settings.Deletes)
                {
                    await _retention.RunAsync(partition, _stop.Token);
                }

                if (topic.Settings.Compacts)
                {
                    await _compaction.RunAsync(partition, _stop.Token);
                }
            }
            catch (Exception e) when (e is SqliteException or BrokerException)
            {
                Log.CleaningFailed(logger, partition.Name, e);
            }
        }
    }
}
