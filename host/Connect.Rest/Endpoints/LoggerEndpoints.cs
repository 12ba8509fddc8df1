using Connect.Cluster;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/admin/loggers</c>: what the process's loggers say, changed while it runs.</summary>
internal static class LoggerEndpoints
{
    // Where the logger stands in /admin/loggers/{logger}.
    private const int LoggerSegment = 2;

    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        routes.MapMethods("/admin/loggers", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http,
            StatusCodes.Status200OK,
            herder.LoggerLevels.ToDictionary(l => l.Key, l => Body(l.Value), StringComparer.Ordinal),
            WireJson.Plain.IReadOnlyDictionaryStringLoggerBody)));
        routes.MapMethods("/admin/loggers/{logger}", Methods.Get, requests.With((http, herder, _) => ReadAsync(http, herder)));
        routes.MapMethods("/admin/loggers/{logger}", Methods.Put, requests.With(ChangeAsync));
    }

    private static Task ReadAsync(HttpContext http, IHerder herder)
    {
        var name = RequestContext.Segment(http, LoggerSegment);
        var level = herder.LoggerLevel(name) ?? throw new HttpStatusException(StatusCodes.Status404NotFound, $"Logger {name} not found.");
        return RequestContext.WriteAsync(http, StatusCodes.Status200OK, Body(level), WireJson.Plain.LoggerBody);
    }

    private static async Task ChangeAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var name = RequestContext.Segment(http, LoggerSegment);
        var body = ConnectorBodies.ReadConfig(await RequestContext.ReadJsonAsync(http, cancellationToken), "The body");
        var level = body.GetValueOrDefault("level")
            ?? throw new HttpStatusException(StatusCodes.Status400BadRequest, "Desired 'level' parameter was not specified in request.");
        if (!Foundation.LoggerLevels.IsLevel(level))
        {
            throw new HttpStatusException(
                StatusCodes.Status404NotFound, $"invalid log level '{level}'; there are {string.Join(", ", Foundation.LoggerLevels.LevelNames)}.");
        }

        // As in Java, any other scope is this worker.
        if ("cluster".Equals(http.Request.Query["scope"], StringComparison.OrdinalIgnoreCase))
        {
            await herder.SetClusterLoggerLevelAsync(name, level, cancellationToken);
            await RequestContext.WriteEmptyAsync(http, StatusCodes.Status204NoContent);
            return;
        }

        await RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, herder.SetWorkerLoggerLevel(name, level), WireJson.Plain.IReadOnlyCollectionString);
    }

    private static LoggerBody Body(Foundation.LoggerLevel level) => new(level.Level, level.LastModified);
}
