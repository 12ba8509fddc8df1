using Connect.Foundation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Connect.Host.Logging;

/// <summary>Keeps secrets out of the lines that another formatter writes.</summary>
internal sealed class HidingFormatter(ConsoleFormatter lines, SecretTexts secrets) : ConsoleFormatter(lines.Name)
{
    [ThreadStatic]
    private static StringWriter? written;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = written ??= new StringWriter();
        lines.Write(logEntry, scopeProvider, line);
        var text = line.GetStringBuilder();
        if (text.Length > 0)
        {
            textWriter.Write(secrets.Hide(text.ToString()));
            text.Clear();
        }
    }
}
