using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connect.Rest.Endpoints;

/// <summary>Serves the admin paths at their own listeners and nothing else there, unless they are served with the others.</summary>
internal sealed class ListenerMiddleware(RequestDelegate next, bool adminEverywhere)
{
    private const string AdminMark = "connect.admin";

    /// <summary>Makes the connections of a listener ones for the admin paths.</summary>
    public static void MarkAdmin(ListenOptions listener) => listener.Use(next => connection =>
    {
        connection.Items[AdminMark] = true;
        return next(connection);
    });

    /// <summary>Whether a request came by an admin listener.</summary>
    public static bool IsAdmin(HttpContext http) => http.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(AdminMark) == true;

    public Task InvokeAsync(HttpContext http)
    {
        var isHere = adminEverywhere || http.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal) == IsAdmin(http);
        if (isHere && IsWrittenAsTheRoute(http))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Whether the path has its route's upper and lower case: routing does not care, the API does.</summary>
    private static bool IsWrittenAsTheRoute(HttpContext http)
    {
        if (http.GetEndpoint() is not RouteEndpoint route)
        {
            return true;
        }

        var segments = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < Math.Min(segments.Length, route.RoutePattern.PathSegments.Count); at++)
        {
            if (route.RoutePattern.PathSegments[at].Parts is [RoutePatternLiteralPart literal] && literal.Content != segments[at])
            {
                return false;
            }
        }

        return true;
    }
}
