using Connect.Cluster;
using Connect.PluginLoading;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/connector-plugins</c> and all below it.</summary>
internal static class ConnectorPluginEndpoints
{
    // Where the plugin stands in /connector-plugins/{plugin}/….
    private const int PluginSegment = 1;

    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        routes.MapMethods("/connector-plugins", Methods.Get, requests.With((http, herder, _) => ListAsync(http, herder)));
        routes.MapMethods("/connector-plugins/{plugin}/config", Methods.Get, requests.With(ConfigAsync));
        routes.MapMethods("/connector-plugins/{plugin}/config/validate", Methods.Put, requests.With(ValidateAsync));
    }

    private static Task ListAsync(HttpContext http, IHerder herder)
    {
        var connectorsOnly = RequestContext.Flag(http, "connectorsOnly", defaultValue: true);
        PluginBody[] plugins =
        [
            .. herder.Plugins
                .Where(p => p.Kind is PluginKind.Source or PluginKind.Sink || (!connectorsOnly && p.Kind is PluginKind.Converter
                    or PluginKind.HeaderConverter or PluginKind.Transformation or PluginKind.Predicate))
                .Select(p => new PluginBody(p.ContractName, p.Kind.Text(), p.Version)),
        ];
        return RequestContext.WriteAsync(http, StatusCodes.Status200OK, plugins, WireJson.Plain.IReadOnlyListPluginBody);
    }

    private static async Task ConfigAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var keys = await herder.PluginConfigAsync(
            RequestContext.Segment(http, PluginSegment), http.Request.Query["version"].FirstOrDefault(), cancellationToken);
        await RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, [.. keys.Select(ConfigBodies.Of)], WireJson.Plain.IReadOnlyListConfigKeyBody);
    }

    private static async Task ValidateAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var plugin = RequestContext.Segment(http, PluginSegment);
        var config = ConnectorBodies.ReadConfig(await RequestContext.ReadJsonAsync(http, cancellationToken), "The body");
        var named = config.GetValueOrDefault("connector.class");
        if (named is not null && named != plugin && Simple(named) != plugin && Simple(named) != plugin + "Connector")
        {
            throw new HttpStatusException(
                StatusCodes.Status400BadRequest, $"Included connector type {named} does not match request type {plugin}");
        }

        var infos = await herder.ValidateAsync(config, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, ConfigBodies.Of(infos), WireJson.Plain.ConfigInfosBody);
    }

    private static string Simple(string className) => className[(className.LastIndexOf('.') + 1)..];
}
