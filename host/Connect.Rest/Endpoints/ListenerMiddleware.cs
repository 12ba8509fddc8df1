using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
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
        if (adminEverywhere || http.Request.Path.StartsWithSegments("/admin", StringComparison.Ordinal) == IsAdmin(http))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
