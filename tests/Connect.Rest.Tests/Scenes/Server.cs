using Connect.Cluster;
using Connect.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Rest.Tests.Scenes;

/// <summary>A server on a free port, with clients for its listeners.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly ListenerAddress Free = new("http", "127.0.0.1", 0);
    private readonly RestServer rest;

    private Server(RestServer rest)
    {
        this.rest = rest;
        Client = new Client(new Uri(rest.Addresses.First()));
        Admin = rest.Addresses.Count > 1 ? new Client(new Uri(rest.Addresses.Last())) : null;
    }

    public Client Client { get; }

    /// <summary>Talks to the admin listener, where there is one.</summary>
    public Client? Admin { get; }

    public string WorkerId => rest.WorkerId;

    public static IReadOnlyList<ListenerAddress> OwnAdminListener { get; } = [Free];

    public static RestOptions Options { get; } = new() { Listeners = [Free], Version = "4.3.1", Commit = "c0ffee" };

    /// <summary>Starts one; without a herder requests wait.</summary>
    public static async Task<Server> StartAsync(IHerder? herder, RestOptions? options = null, TimeProvider? time = null)
    {
        var rest = new RestServer(options ?? Options, NullLoggerFactory.Instance, time ?? TimeProvider.System);
        await rest.StartAsync(TestContext.Current.CancellationToken);
        if (herder is not null)
        {
            rest.Serve(herder);
        }

        return new Server(rest);
    }

    public void Serve(IHerder herder) => rest.Serve(herder);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin?.Dispose();
        await rest.StopAsync(CancellationToken.None);
        await rest.DisposeAsync();
    }
}
