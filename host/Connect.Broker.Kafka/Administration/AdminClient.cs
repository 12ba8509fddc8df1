using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Administration;

/// <summary>
/// One admin client of librdkafka, shared by all who ask with the same settings. Each call ends by its answer, by
/// <c>default.api.timeout.ms</c> or by its token. Thread-safe.
/// </summary>
internal sealed class AdminClient : IAsyncDisposable
{
    private readonly IAdminClient _client;
    private readonly ClientLog _log;
    private readonly TimeProvider _time;
    private readonly BlockingCalls _calls = new();

    public AdminClient(MappedSettings settings, ClientLog log, TimeProvider time)
    {
        Settings = settings;
        _log = log;
        _time = time;
        var configuration = new Dictionary<string, string>(settings.Client, StringComparer.Ordinal)
        {
            // How often the library's two threads wake to see whether they are to end.
            ["dotnet.cancellation.delay.max.ms"] = "500",
        };
        _client = ClientBuilding.Build(settings, () => new AdminClientBuilder(configuration)
            .SetLogHandler((_, message) => log.OnLog(message))
            .SetErrorHandler((_, error) => log.OnError(error))
            .Build());
    }

    public MappedSettings Settings { get; }

    /// <summary>Makes a call; what it throws, but for results that are partly good, becomes the seam's error.</summary>
    public async ValueTask<T> CallAsync<T>(
        Func<IAdminClient, TimeSpan, Task<T>> call, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var begun = _time.GetTimestamp();
        while (true)
        {
            var left = Settings.ApiTimeout - _time.GetElapsedTime(begun);
            try
            {
                return await call(_client, left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1))
                    .WaitAsync(cancellationToken);
            }
            catch (KafkaException e) when (e.GetType() == typeof(KafkaException))
            {
                // A server that was just lost is found again, or another one is, while there is time.
                var transient = e.Error.Code is ErrorCode.Local_Transport or ErrorCode.Local_TimedOut or ErrorCode.Local_AllBrokersDown
                    or ErrorCode.NotController or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress
                    or ErrorCode.NotCoordinatorForGroup or ErrorCode.Local_WaitCoord or ErrorCode.RequestTimedOut;
                if (!transient)
                {
                    throw ErrorMapping.ToBroker(e, $"{what} at {Settings.Servers} failed");
                }

                if (_time.GetElapsedTime(begun) + TimeSpan.FromMilliseconds(200) >= Settings.ApiTimeout)
                {
                    throw _log.TimedOut(what, Settings.ApiTimeout, e);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, cancellationToken);
        }
    }

    /// <summary>The names of all topics; librdkafka has only a call that blocks for this.</summary>
    public ValueTask<IReadOnlyCollection<string>> ListTopicsAsync(CancellationToken cancellationToken) => CallAsync(
        (client, timeout) => Task.Factory.StartNew(
            IReadOnlyCollection<string> () =>
            {
                var slice = timeout < TimeSpan.FromSeconds(10) ? timeout : TimeSpan.FromSeconds(10);
                var metadata = _calls.Run(() => client.GetMetadata(slice), CancellationToken.None);
                return [.. metadata.Topics.Where(t => !t.Error.IsError && !InternalTopics.Contains(t.Topic)).Select(t => t.Topic)];
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default),
        "Listing topics",
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _calls.WhenIdle();
        await Task.Factory.StartNew(
            _client.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
