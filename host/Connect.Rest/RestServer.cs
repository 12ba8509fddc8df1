using System.Net;
using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.Configuration;
using Connect.Rest.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Rest;

/// <summary>Serves Connect's REST API. Listens before the herder is there, so that clients wait instead of being refused.</summary>
public sealed class RestServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    private readonly RestOptions options;
    private readonly WebApplication app;
    private readonly HerderAccess herder = new();

    /// <summary>Makes one; nothing listens yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="loggerFactory">For requests that fail here.</param>
    /// <param name="time">The clock of time-outs.</param>
    public RestServer(RestOptions options, ILoggerFactory loggerFactory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        this.options = options;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Connect.Rest" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = DrainLimit);

        // The process's signals and life are the executable's affair.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<KestrelServerOptions>(Listen);
        app = builder.Build();
        if (options.ResponseHeaders.Count > 0)
        {
            app.UseMiddleware<ResponseHeadersMiddleware>(ResponseHeadersMiddleware.Read(options.ResponseHeaders), time);
        }

        if (options.AllowedOrigins.Trim().Length > 0)
        {
            app.UseMiddleware<CrossOriginMiddleware>(new CrossOriginRules(options.AllowedOrigins, options.AllowedMethods));
        }

        app.UseMiddleware<ErrorMiddleware>(options.Hide);
        app.UseMiddleware<ListenerMiddleware>(options.AdminListeners is null);
        var requests = new RequestContext(options, herder, time, () => AdvertisedUrl);
        RootEndpoints.Map(app, requests);
        ConnectorEndpoints.Map(app, requests);
        ConnectorPluginEndpoints.Map(app, requests);
        PluginEndpoints.Map(app, requests);
        LoggerEndpoints.Map(app, requests);
    }

    /// <summary>How others reach this worker, as <c>host:port</c>; known once it listens.</summary>
    public string WorkerId { get; private set; } = string.Empty;

    /// <summary>How others reach this worker; known once it listens.</summary>
    public Uri AdvertisedUrl { get; private set; } = new("http://localhost/");

    /// <summary>Where it listens; known once it does.</summary>
    public IReadOnlyCollection<string> Addresses { get; private set; } = [];

    /// <summary>Begins to listen; requests wait until <see cref="Serve"/>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConfigException">A listener's address is taken or not to be had.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            throw new ConfigException($"REST can't listen at listeners={string.Join(",", options.Listeners)}: {error.Message}", error);
        }

        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        var first = options.Listeners[0];
        var host = options.AdvertisedHost ?? (IsAny(first.Host) ? Dns.GetHostName() : first.Host);
        var port = options.AdvertisedPort ?? (first.Port != 0 ? first.Port : new Uri(Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal)).Port);
        WorkerId = $"{host}:{port}";
        AdvertisedUrl = new Uri($"http://{WorkerId}/");
    }

    /// <summary>Lets requests through to the herder.</summary>
    /// <param name="serving">The herder.</param>
    public void Serve(IHerder serving) => herder.Set(serving);

    /// <summary>Stops listening and lets running requests end, for a bounded time.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        herder.Close();
        return app.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static bool IsAny(string host) => host.Length == 0 || host is "0.0.0.0" or "::" or "[::]" or "*";

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        foreach (var listener in options.Listeners)
        {
            Listen(kestrel, "listeners", listener, static _ => { });
        }

        foreach (var listener in options.AdminListeners ?? [])
        {
            Listen(kestrel, "admin.listeners", listener, ListenerMiddleware.MarkAdmin);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, string setting, ListenerAddress listener, Action<ListenOptions> configure)
    {
        if (listener.Scheme != Uri.UriSchemeHttp)
        {
            throw new ConfigException(setting, listener, "this worker serves http only; leave TLS to a proxy before it");
        }

        if (IsAny(listener.Host))
        {
            kestrel.ListenAnyIP(listener.Port, configure);
        }
        else if (listener.Host == "localhost" && listener.Port != 0)
        {
            kestrel.ListenLocalhost(listener.Port, configure);
        }
        else
        {
            foreach (var address in IPAddress.TryParse(listener.Host, out var literal) ? [literal] : Dns.GetHostAddresses(listener.Host).Take(1))
            {
                kestrel.Listen(address, listener.Port, configure);
            }
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
