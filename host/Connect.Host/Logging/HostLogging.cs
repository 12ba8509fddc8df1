using Connect.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Connect.Host.Logging;

/// <summary>The process's log: plain lines on the console by default, JSON lines on request (<c>log.format=json</c>).</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(LogFormat format, bool quiet) => LoggerFactory.Create(builder =>
    {
        builder.SetMinimumLevel(quiet ? LogLevel.Warning : LogLevel.Information);
        builder.AddFilter("Microsoft", LogLevel.Warning);
        if (format == LogFormat.Json)
        {
            builder.AddJsonConsole(options =>
            {
                options.IncludeScopes = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
        else
        {
            builder.Services.AddSingleton<ConsoleFormatter, PlainFormatter>();
            builder.AddConsole(options => options.FormatterName = PlainFormatter.FormatterName);
        }
    });
}
