using Connect.Broker.Kafka.Administration;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Reading;
using Connect.Broker.Kafka.Settings;
using Connect.Broker.Kafka.Writing;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka;

/// <summary>
/// The broker seam on Kafka, with librdkafka underneath. A writer and a reader are a client each; admin clients are shared by those
/// who ask with the same settings. Thread-safe.
/// </summary>
public sealed class KafkaBroker : IBroker
{
    private readonly string _servers;
    private readonly ILogger _clientLogger;
    private readonly ILogger _readerLogger;
    private readonly TimeProvider _time;
    private readonly SharedAdmins _admins;
    private readonly Lock _lock = new();
    private readonly HashSet<IAsyncDisposable> _lent = [];
    private bool _closed;

    /// <summary>Makes one; nothing is connected before a client is opened.</summary>
    /// <param name="bootstrapServers">The servers to begin with, where settings have no <c>bootstrap.servers</c> of their own.</param>
    /// <param name="loggers">Where the clients log.</param>
    /// <param name="time">The clock of all waits.</param>
    public KafkaBroker(string bootstrapServers, ILoggerFactory loggers, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(bootstrapServers);
        ArgumentNullException.ThrowIfNull(loggers);
        ArgumentNullException.ThrowIfNull(time);
        _servers = bootstrapServers;
        _clientLogger = loggers.CreateLogger("Connect.Broker.Kafka.Client");
        _readerLogger = loggers.CreateLogger("Connect.Broker.Kafka.Reader");
        _time = time;
        _admins = new SharedAdmins(_clientLogger, time);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ClientSettingFinding> CheckSettings(ClientKind kind, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SettingMapper.Map(kind, _servers, settings).Findings;
    }

    /// <inheritdoc/>
    public IRecordWriter OpenWriter(IReadOnlyDictionary<string, string> settings) =>
        Lend(Map(ClientKind.Writer, settings), mapped => new KafkaWriter(mapped, LogOf(mapped), _time, Forget));

    /// <inheritdoc/>
    public IRecordReader OpenReader(IReadOnlyDictionary<string, string> settings) =>
        Lend(Map(ClientKind.Reader, settings), mapped => new KafkaReader(mapped, LogOf(mapped), _readerLogger, _time, Forget));

    /// <inheritdoc/>
    public IBrokerAdmin OpenAdmin(IReadOnlyDictionary<string, string> settings) =>
        Lend(Map(ClientKind.Admin, settings), mapped => new KafkaAdmin(_admins.Borrow(mapped), ReturnAsync));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] lent;
        lock (_lock)
        {
            _closed = true;
            lent = [.. _lent];
        }

        await Task.WhenAll(lent.Select(l => l.DisposeAsync().AsTask()));
    }

    private MappedSettings Map(ClientKind kind, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return SettingMapper.Map(kind, _servers, settings).OrThrow();
    }

    private ClientLog LogOf(MappedSettings settings) => new(_clientLogger, _time, settings.Servers);

    private T Lend<T>(MappedSettings settings, Func<MappedSettings, T> open)
        where T : IAsyncDisposable
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new BrokerException(BrokerErrorCode.Closed, $"The broker of {_servers} is closed.");
            }

            var client = open(settings);
            _lent.Add(client);
            return client;
        }
    }

    private void Forget(IAsyncDisposable client)
    {
        lock (_lock)
        {
            _lent.Remove(client);
        }
    }

    private async ValueTask ReturnAsync(KafkaAdmin admin, AdminClient client)
    {
        Forget(admin);
        await _admins.ReturnAsync(client);
    }
}
