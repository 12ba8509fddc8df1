using Connect.Abi.Errors;
using Connect.Cluster;
using Connect.Rest.Wire;
using Connect.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary>
/// <c>/health</c> as Java has it, and of our own: whether the process lives (restart it if not), whether it is ready (send it requests), and
/// whether its connectors are well (call somebody).
/// </summary>
internal static class HealthEndpoints
{
    private const string Live = "/health/live";
    private const string Ready = "/health/ready";

    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        routes.MapMethods("/health", Methods.Get, http => WriteHealthAsync(http, requests));
        routes.MapMethods(Ready, Methods.Get, http => WriteHealthAsync(http, requests));
        routes.MapMethods(
            Live,
            Methods.Get,
            http => RequestContext.WriteAsync(http, StatusCodes.Status200OK, new WorkerHealth("alive", "The process answers."), WireJson.Plain.WorkerHealth));
        routes.MapMethods("/health/connectors", Methods.Get, requests.With((http, herder, _) => WriteConnectorsAsync(http, herder)));
    }

    /// <summary>Whether a path is asked by what looks after processes: it has no credentials, and learns no more than that the worker is there.</summary>
    public static bool IsProbe(PathString path) => path == Live || path == Ready;

    private static Task WriteHealthAsync(HttpContext http, RequestContext requests)
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

    private static Task WriteConnectorsAsync(HttpContext http, IHerder herder)
    {
        var failed = new List<FailedPart>();
        var connectors = 0;
        foreach (var name in herder.Connectors)
        {
            ConnectorStatusInfo status;
            try
            {
                status = herder.Status(name);
            }
            catch (NotFoundException)
            {
                // Deleted since its name was read, or not started yet.
                continue;
            }

            connectors++;
            if (status.Connector.State == RunState.Failed)
            {
                failed.Add(new FailedPart(name, null));
            }

            failed.AddRange(status.Tasks.Where(static task => task.Status.State == RunState.Failed).Select(task => new FailedPart(name, task.Task)));
        }

        var (code, text) = failed.Count == 0 ? (StatusCodes.Status200OK, "healthy") : (StatusCodes.Status503ServiceUnavailable, "unhealthy");
        return RequestContext.WriteAsync(http, code, new ConnectorsHealth(text, connectors, failed), WireJson.Plain.ConnectorsHealth);
    }
}
