using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/</c> and <c>/health</c>.</summary>
internal static class RootEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        var options = requests.Options;
        routes.MapMethods("/", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http,
            StatusCodes.Status200OK,
            new ServerInfo(options.Version, options.Commit, herder.ClusterId),
            WireJson.Plain.ServerInfo)));
        routes.MapMethods("/health", Methods.Get, http => HealthAsync(http, requests));
    }

    private static Task HealthAsync(HttpContext http, RequestContext requests)
    {
        // Answered without waiting: a worker that starts says so.
        var (status, body) = requests.Herder.Current?.Health switch
        {
            { IsHealthy: true } healthy => (StatusCodes.Status200OK, new WorkerHealth("healthy", healthy.Message)),
            { IsStarting: false } unhealthy => (StatusCodes.Status500InternalServerError, new WorkerHealth("unhealthy", unhealthy.Message)),
            var starting => (
                StatusCodes.Status503ServiceUnavailable, new WorkerHealth("starting", starting?.Message ?? "Worker is still starting up.")),
        };
        return RequestContext.WriteAsync(http, status, body, WireJson.Plain.WorkerHealth);
    }
}
