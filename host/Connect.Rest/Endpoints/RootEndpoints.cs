using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/</c>.</summary>
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
    }
}
