using System.Net;
using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.Configuration;
using Connect.Rest.Endpoints;
using Connect.Rest.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Hosting;
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
    private readonly Access access;
    private readonly List<ListenerTls> tls = [];
    private readonly PrometheusEndpoint metrics;

    /// <summary>Makes one; nothing listens yet.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="loggerFactory">For requests that fail here.</param>
    /// <param name="time">The clock of time-outs.</param>
    /// <exception cref="ConfigException">TLS or authentication can't be set up as the options say.</exception>
    public RestServer(RestOptions options, ILoggerFactory loggerFactory, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        this.options = options;
        access = Access.Read(options, loggerFactory);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Connect.Rest" });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggerFactory);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = DrainLimit);

        // The process's signals and life are the executable's affair.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var listenerTls = Tls("listeners", options.Listeners, options.ListenersSsl);
        var adminTls = Tls("admin.listeners", options.AdminListeners ?? [], options.AdminListenersSsl);
        builder.Services.Configure<KestrelServerOptions>(kestrel => Listen(kestrel, listenerTls, adminTls));
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
        access.Use(app, loggerFactory);
        app.UseMiddleware<ListenerMiddleware>(options.AdminListeners is null);
        var requests = new RequestContext(options, herder, time, () => AdvertisedUrl);
        RootEndpoints.Map(app, requests);
        HealthEndpoints.Map(app, requests);
        metrics = new PrometheusEndpoint(app.Services, () => options.TelemetryAttributes(WorkerId), options.Meters);
        metrics.Map(app);
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
        var scheme = options.AdvertisedScheme ?? (options.Listeners.Any(static l => l.Scheme == Uri.UriSchemeHttp) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps);
        var at = Math.Max(0, options.Listeners.ToList().FindIndex(l => l.Scheme == scheme));
        var listener = options.Listeners[at];
        var host = options.AdvertisedHost ?? (IsAny(listener.Host) ? Dns.GetHostName() : listener.Host);
        var port = options.AdvertisedPort ?? (listener.Port != 0 ? listener.Port : BoundPort(scheme));
        WorkerId = $"{host}:{port}";
        AdvertisedUrl = new Uri($"{scheme}://{WorkerId}/");
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
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        metrics.Dispose();
        access.Dispose();
        tls.ForEach(static one => one.Dispose());
    }

    private static bool IsAny(string host) => host.Length == 0 || host is "0.0.0.0" or "::" or "[::]" or "*";

    /// <summary>The port that was free, of the first address with that scheme.</summary>
    private int BoundPort(string scheme) =>
        new Uri(Addresses.First(a => a.StartsWith(scheme + ":", StringComparison.Ordinal)).Replace("[::]", "localhost", StringComparison.Ordinal)).Port;

    private HttpsConnectionAdapterOptions? Tls(string setting, IReadOnlyList<ListenerAddress> listeners, IReadOnlyDictionary<string, string> settings)
    {
        if (!listeners.Any(static listener => listener.Scheme == Uri.UriSchemeHttps))
        {
            return null;
        }

        var read = ListenerTls.Read(settings, setting);
        tls.Add(read);
        return read.Options;
    }

    private void Listen(KestrelServerOptions kestrel, HttpsConnectionAdapterOptions? listenerTls, HttpsConnectionAdapterOptions? adminTls)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        foreach (var listener in options.Listeners)
        {
            Listen(kestrel, listener, listenerTls, static _ => { });
        }

        foreach (var listener in options.AdminListeners ?? [])
        {
            Listen(kestrel, listener, adminTls, ListenerMiddleware.MarkAdmin);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ListenerAddress listener, HttpsConnectionAdapterOptions? tls, Action<ListenOptions> mark)
    {
        void Configure(ListenOptions options)
        {
            mark(options);
            if (listener.Scheme == Uri.UriSchemeHttps)
            {
                options.UseHttps(tls!);
            }
        }

        if (IsAny(listener.Host))
        {
            kestrel.ListenAnyIP(listener.Port, Configure);
        }
        else if (listener.Host == "localhost" && listener.Port != 0)
        {
            kestrel.ListenLocalhost(listener.Port, Configure);
        }
        else
        {
            foreach (var address in IPAddress.TryParse(listener.Host, out var literal) ? [literal] : Dns.GetHostAddresses(listener.Host).Take(1))
            {
                kestrel.Listen(address, listener.Port, Configure);
            }
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
