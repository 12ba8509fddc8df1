using System.Net;
using Connect.Abi.Errors;
using Connect.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Connect.Rest.Security;

/// <summary>Who may call REST: everybody, unless the settings say who.</summary>
internal sealed partial class Access : IDisposable
{
    private readonly Func<Callers>? callers;
    private readonly Passwords passwords = new();

    private Access(Func<Callers>? callers) => this.callers = callers;

    /// <exception cref="ConfigException">A setting, or a file that it names, can't be used.</exception>
    public static Access Read(RestOptions options, ILoggerFactory loggerFactory)
    {
        var logger = loggerFactory.CreateLogger<Access>();
        foreach (var extension in options.Extensions.Where(static e => e != JavaCredentials.Extension))
        {
            throw new ConfigException(
                "rest.extension.classes",
                extension,
                $"A Java class can't extend REST here; {JavaCredentials.Extension} is known, and rest.authentication.file says who may call in ways of our own");
        }

        if (options.AuthenticationFile is { } path)
        {
            if (options.Extensions.Count > 0)
            {
                throw new ConfigException("rest.extension.classes and rest.authentication.file both say who may call REST: leave one of them out");
            }

            var file = new CallerFile(path, logger);
            return new Access(() => file.Current);
        }

        if (options.Extensions.Count > 0)
        {
            var fromJava = JavaCredentials.Read(options.JaasFile);
            return new Access(() => fromJava);
        }

        if (options.Listeners.Concat(options.AdminListeners ?? []).FirstOrDefault(IsOpen) is { } open)
        {
            Log.Open(logger, open.ToString());
        }

        return new Access(callers: null);
    }

    public void Use(IApplicationBuilder app, ILoggerFactory loggerFactory)
    {
        if (callers is not null)
        {
            app.UseMiddleware<AuthenticationMiddleware>(callers, passwords, loggerFactory);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => passwords.Dispose();

    private static bool IsOpen(ListenerAddress listener) =>
        !listener.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !(IPAddress.TryParse(listener.Host, out var address) && IPAddress.IsLoopback(address));

    private static partial class Log
    {
        [LoggerMessage(EventId = 614, Level = LogLevel.Warning,
            Message = "REST listens at {Listener}, and whoever reaches it may do everything: say who may call with rest.authentication.file, or listen at http://localhost:8083")]
        public static partial void Open(ILogger logger, string listener);
    }
}
