using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Clients;

/// <summary>
/// Takes what one client of librdkafka logs and reports. Servers that can't be reached are told once in a while, naming them;
/// the last such report is kept for the messages of calls that run out of time. Thread-safe.
/// </summary>
internal sealed partial class ClientLog
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly string _servers;
    private readonly Lock _lock = new();
    private long _lastTold;
    private int _passedOver;
    private volatile string? _lastTrouble;
    private volatile Error? _fatal;

    public ClientLog(ILogger logger, TimeProvider time, string servers)
    {
        _logger = logger;
        _time = time;
        _servers = servers;
    }

    /// <summary>The error that ended the client, or null.</summary>
    public Error? Fatal => _fatal;

    /// <summary>The last trouble with servers as a clause, or empty.</summary>
    public string LastTrouble => _lastTrouble is { } trouble ? $" Last report: {trouble.TrimEnd('.')}." : "";

    /// <summary>A call's time ran out.</summary>
    public BrokerException TimedOut(string what, TimeSpan timeout, Exception? inner = null) => new(
        BrokerErrorCode.Unavailable,
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{what}: no answer from {_servers} within {timeout.TotalMilliseconds:0} ms.{LastTrouble}"),
        isRetriable: true,
        inner);

    public void OnLog(LogMessage message)
    {
        var trouble = message.Facility is "FAIL" or "ERROR" || message.Level <= SyslogLevel.Error;
        if (trouble)
        {
            OnTrouble(message.Message);
        }
        else if (message.Level is SyslogLevel.Warning)
        {
            Log.Warning(_logger, message.Name, message.Facility, message.Message);
        }
        else
        {
            Log.Detail(_logger, message.Name, message.Facility, message.Message);
        }
    }

    public void OnError(Error error)
    {
        if (error.IsFatal)
        {
            _fatal ??= error;
            Log.Fatal(_logger, _servers, error.Code, error.Reason);
        }
        else
        {
            OnTrouble(error.Reason);
        }
    }

    private void OnTrouble(string text)
    {
        _lastTrouble = text;
        int passedOver;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            if (_lastTold != 0 && _time.GetElapsedTime(_lastTold, now) < Interval)
            {
                _passedOver++;
                return;
            }

            _lastTold = now == 0 ? 1 : now;
            passedOver = _passedOver;
            _passedOver = 0;
        }

        Log.Trouble(_logger, _servers, text, passedOver);
    }
}
