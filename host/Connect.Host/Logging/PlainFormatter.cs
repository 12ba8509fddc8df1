using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Connect.Host.Logging;

/// <summary>A line an event as Connect's users know it: <c>[time] LEVEL [connector|task-0] message (category)</c>, then the exception.</summary>
internal sealed class PlainFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "connect";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(TimeProvider.System.GetLocalNow().ToString("'['yyyy-MM-dd HH:mm:ss,fff']'", CultureInfo.InvariantCulture));
        textWriter.Write(' ');
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(' ');
        var place = new Place();
        scopeProvider?.ForEachScope(static (scope, place) => place.Read(scope), place);
        place.WriteTo(textWriter);
        textWriter.Write(message);
        textWriter.Write(" (");
        textWriter.Write(logEntry.Category);
        textWriter.WriteLine(')');
        if (logEntry.Exception is { } error)
        {
            textWriter.WriteLine(error.ToString());
        }
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    /// <summary>The connector and task that scopes name.</summary>
    private sealed class Place
    {
        private object? connector;
        private object? task;

        public void Read(object? scope)
        {
            if (scope is IEnumerable<KeyValuePair<string, object>> values)
            {
                foreach (var (name, value) in values)
                {
                    connector = name == "connector" ? value : connector;
                    task = name == "task" ? value : task;
                }
            }
        }

        public void WriteTo(TextWriter writer)
        {
            if (connector is null)
            {
                return;
            }

            writer.Write('[');
            writer.Write(connector);
            if (task is not null)
            {
                writer.Write("|task-");
                writer.Write(task);
            }

            writer.Write("] ");
        }
    }
}
