using Connect.Foundation;
using Connect.Host.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Host.Tests.Logging;

public sealed class HidingFormatterTests
{
    [Fact]
    public void Secret_InMessageScopeAndException_IsNotWritten()
    {
        var secrets = new SecretTexts();
        secrets.Add(["hunter22"]);
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(new Dictionary<string, object> { ["connector"] = "c-hunter22" });
        var formatter = new HidingFormatter(new PlainFormatter(), secrets);
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "a.B", default, "no hunter22", new InvalidOperationException("of hunter22"), static (s, _) => s);
        formatter.Write(entry, scopes, output);
        formatter.Write(new LogEntry<string>(LogLevel.Information, "a.B", default, "plain", null, static (s, _) => s), scopes, output);

        var lines = output.ToString();
        Assert.DoesNotContain("hunter22", lines, StringComparison.Ordinal);
        Assert.Contains("ERROR [c-[hidden]] no [hidden] (a.B)", lines, StringComparison.Ordinal);
        Assert.Contains("of [hidden]", lines, StringComparison.Ordinal);
        Assert.Single(lines.Split('\n'), l => l.Contains("no [hidden]", StringComparison.Ordinal));
        Assert.Equal(PlainFormatter.FormatterName, formatter.Name);
    }
}
