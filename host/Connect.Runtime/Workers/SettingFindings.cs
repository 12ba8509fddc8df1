using Connect.Broker;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Tells of client settings that have no meaning here, and refuses those that may not be ignored.</summary>
internal static partial class SettingFindings
{
    /// <exception cref="BrokerSettingException">A setting is refused.</exception>
    public static void Report(
        IBroker broker, ClientKind kind, IReadOnlyDictionary<string, string> settings, ConnectorTaskId id, ILogger logger)
    {
        var findings = broker.CheckSettings(kind, settings);
        if (findings.Where(f => f.Severity == ClientSettingSeverity.Refused).ToArray() is { Length: > 0 } refused)
        {
            throw new BrokerSettingException(refused);
        }

        foreach (var finding in findings)
        {
            Log.Ignored(logger, id, finding.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 495, Level = LogLevel.Warning, Message = "Task {Task}: {Finding}")]
        public static partial void Ignored(ILogger logger, ConnectorTaskId task, string finding);
    }
}
