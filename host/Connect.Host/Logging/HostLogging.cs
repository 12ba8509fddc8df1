using Connect.Configuration;
using Connect.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Connect.Host.Logging;

/// <summary>The process's log: plain lines on the console by default, JSON lines on request (<c>log.format=json</c>).</summary>
internal static class HostLogging
{
    /// <summary>The levels that the process begins with.</summary>
    public static LoggerLevels Levels(bool quiet, TimeProvider time)
    {
        var levels = new LoggerLevels(quiet ? "WARN" : "INFO", time);
        levels.Configure("Microsoft", "WARN");
        return levels;
    }

    public static ILoggerFactory Create(LogFormat format, LoggerLevels levels, SecretTexts secrets) => new LeveledLoggerFactory(
        LoggerFactory.Create(builder =>
        {
            // What is written is for the levels to say, which can be changed.
            builder.SetMinimumLevel(LogLevel.Trace);
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
                builder.AddConsole(options => options.FormatterName = PlainFormatter.FormatterName);
                builder.Services.AddSingleton<ConsoleFormatter, PlainFormatter>();
            }

            HideSecrets(builder.Services, secrets);
        }),
        levels);

    private static void HideSecrets(IServiceCollection services, SecretTexts secrets)
    {
        foreach (var formatter in services.Where(s => s.ServiceType == typeof(ConsoleFormatter)).ToArray())
        {
            services.Remove(formatter);
            services.AddSingleton<ConsoleFormatter>(provider => new HidingFormatter(
                (ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, formatter.ImplementationType!), secrets));
        }
    }
}
