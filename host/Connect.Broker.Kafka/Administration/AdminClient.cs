using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;

namespace Connect.Broker.Kafka.Administration;

/// <summary>
/// One admin client of librdkafka, shared by all who ask with the same settings. Each call ends by its answer, by
/// <c>default.api.timeout.ms</c> or by its token. Thread-safe.
/// </summary>
/// <remarks>
/// Its five threads, of which two look several times a second whether they are to end, go away when nothing was asked for a while, and come
/// back with the next call: a source task asks when it meets a new topic, and there may be a thousand of them.
/// </remarks>
internal sealed class AdminClient : IAsyncDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly ClientLog _log;
    private readonly TimeProvider _time;
    private readonly BlockingCalls _blocking = new();
    private readonly Lock _lock = new();
    private readonly ITimer _idle;
    private IAdminClient? _client;
    private Task _closing = Task.CompletedTask;
    private int _calls;
    private bool _disposed;

    public AdminClient(MappedSettings settings, ClientLog log, TimeProvider time)
    {
        Settings = settings;
        _log = log;
        _time = time;
        _client = Open();
        _idle = time.CreateTimer(static client => ((AdminClient)client!).CloseWhenIdle(), this, IdleTime, Timeout.InfiniteTimeSpan);
    }

    public MappedSettings Settings { get; }

    /// <summary>Whether there is a client of librdkafka now.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _client is not null;
            }
        }
    }

    /// <summary>Makes a call; what it throws, but for results that are partly good, becomes the seam's error.</summary>
    public async ValueTask<T> CallAsync<T>(
        Func<IAdminClient, TimeSpan, Task<T>> call, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var native = Enter();
        try
        {
            return await TryAsync(native, call, what, cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Makes a call about a group's offsets with a client of that group. librdkafka looks for the group's new coordinator in the client's own
    /// group, and ends the process where the client has none.
    /// </summary>
    /// <remarks>The client never joins the group. It is closed after the answer; nobody waits for that but who closes this.</remarks>
    public async ValueTask<T> CallAsGroupAsync<T>(
        string group, Func<IAdminClient, TimeSpan, Task<T>> call, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EnterAsGroup();
        IClient? member = null;
        IAdminClient? native = null;
        try
        {
            member = OpenAsGroup(group);
            native = new DependentAdminClientBuilder(member.Handle).Build();
            return await TryAsync(native, call, what, cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _closing = Task.WhenAll(_closing, CloseAsync(native, member));
            }

            Leave();
        }
    }

    /// <summary>The names of all topics; librdkafka has only a call that blocks for this.</summary>
    public ValueTask<IReadOnlyCollection<string>> ListTopicsAsync(CancellationToken cancellationToken) => CallAsync(
        (client, timeout) => Task.Factory.StartNew(
            IReadOnlyCollection<string> () =>
            {
                var slice = timeout < TimeSpan.FromSeconds(10) ? timeout : TimeSpan.FromSeconds(10);
                var metadata = _blocking.Run(() => client.GetMetadata(slice), CancellationToken.None);
                return [.. metadata.Topics.Where(t => !t.Error.IsError && !InternalTopics.Contains(t.Topic)).Select(t => t.Topic)];
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default),
        "Listing topics",
        cancellationToken);

    /// <summary>Closes the client after the calls that go on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _idle.DisposeAsync();
        Task closing;
        lock (_lock)
        {
            _disposed = true;
            Close();
            closing = _closing;
        }

        await closing;
    }

    private async ValueTask<T> TryAsync<T>(
        IAdminClient native, Func<IAdminClient, TimeSpan, Task<T>> call, string what, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (true)
        {
            var left = Settings.ApiTimeout - _time.GetElapsedTime(begun);
            var limit = left < Settings.RequestTimeout ? left : Settings.RequestTimeout;
            try
            {
                return await call(native, limit > TimeSpan.FromMilliseconds(1) ? limit : TimeSpan.FromMilliseconds(1))
                    .WaitAsync(cancellationToken);
            }
            catch (KafkaException e) when (IsTransient(e) || e.GetType() == typeof(KafkaException))
            {
                // A server that was just lost is found again, or another one is, while there is time.
                if (!IsTransient(e))
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

    private static bool IsTransient(KafkaException exception)
    {
        // What became of a group is an exception of its own, whose error only says that there is one.
        var error = exception switch
        {
            ListConsumerGroupOffsetsException e => e.Results[0].Error,
            AlterConsumerGroupOffsetsException e => e.Results[0].Error,
            DeleteConsumerGroupOffsetsException e => e.Result.Error,
            DeleteGroupsException e => e.Results[0].Error,
            _ => exception.Error,
        };
        return ErrorMapping.CodeOf(error.Code) == BrokerErrorCode.Unavailable;
    }

    private IAdminClient Open()
    {
        var configuration = new Dictionary<string, string>(Settings.Client, StringComparer.Ordinal)
        {
            // How often the library's two threads wake to see whether they are to end.
            ["dotnet.cancellation.delay.max.ms"] = "500",
        };
        return ClientBuilding.Build(Settings, () => new AdminClientBuilder(configuration)
            .SetLogHandler((_, message) => _log.OnLog(message))
            .SetErrorHandler((_, error) => _log.OnError(error))
            .Build());
    }

    private IConsumer<Ignore, Ignore> OpenAsGroup(string group)
    {
        var configuration = new Dictionary<string, string>(Settings.Client, StringComparer.Ordinal) { ["group.id"] = group };
        return ClientBuilding.Build(Settings, () => new ConsumerBuilder<Ignore, Ignore>(configuration)
            .SetLogHandler((_, message) => _log.OnLog(message))
            .SetErrorHandler((_, error) => _log.OnError(error))
            .Build());
    }

    private IAdminClient Enter()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            _client ??= Open();
            _calls++;
            return _client;
        }
    }

    private void EnterAsGroup()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            _calls++;
        }
    }

    private void ThrowIfDisposed()
    {
        if (_disposed)
        {
            throw new BrokerException(BrokerErrorCode.Closed, $"The administration of {Settings.Servers} is closed.");
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            if (--_calls == 0)
            {
                _idle.Change(IdleTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void CloseWhenIdle()
    {
        lock (_lock)
        {
            if (_calls == 0)
            {
                Close();
            }
        }
    }

    private void Close()
    {
        if (_client is { } client)
        {
            _client = null;
            _closing = Task.WhenAll(_closing, CloseAsync(client, null));
        }
    }

    private async Task CloseAsync(IAdminClient? client, IClient? member)
    {
        await _blocking.WhenIdle();
        await Task.Factory.StartNew(
            () =>
            {
                client?.Dispose();
                member?.Dispose();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }
}
