using Connect.Cluster;
using Connect.PluginLoading;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/plugins</c>, a path of our own: what lies in this worker's plugin folders, who uses it, and, where it is allowed, changes to it.</summary>
internal static class PluginEndpoints
{
    // Where the plugin stands in /plugins/{plugin}.
    private const int PluginSegment = 1;

    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        routes.MapMethods("/plugins", Methods.Get, requests.With((http, herder, _) => ListAsync(http, herder)));
        routes.MapMethods("/plugins/{plugin}", Methods.Get, requests.With((http, herder, _) => ShowAsync(http, herder)));
        routes.MapMethods("/plugins/{plugin}", Methods.Put, requests.With((http, herder, token) => InstallAsync(http, herder, requests.Options, token)));
        routes.MapMethods("/plugins/{plugin}", Methods.Delete, requests.With((http, herder, token) => RemoveAsync(http, herder, requests.Options, token)));
        routes.MapMethods("/plugins/{plugin}/why", Methods.Post, requests.With((http, herder, token) => ExplainAsync(http, herder, token)));
        routes.MapMethods("/plugins/rescan", Methods.Post, requests.With((http, herder, token) => RescanAsync(http, herder, requests.Options, token)));
    }

    private static Task ListAsync(HttpContext http, IHerder herder) => RequestContext.WriteAsync(
        http,
        StatusCodes.Status200OK,
        new InstalledPluginsBody(
            [.. herder.InstalledPlugins.Select(Body)],
            [.. herder.PluginErrors.Select(static e => new PluginErrorBody(e.Location, e.Message))],
            Body(herder.PluginUnloading)),
        WireJson.Plain.InstalledPluginsBody);

    private static Task ShowAsync(HttpContext http, IHerder herder)
    {
        var name = RequestContext.Segment(http, PluginSegment);
        InstalledPluginBody[] found = [.. herder.InstalledPlugins.Where(p => p.Name == name || p.Location == name).Select(Body)];
        var all = herder.PluginUnloading;
        var unloading = all with { Unloads = [.. all.Unloads.Where(u => u.Name == name || u.Location == name)] };
        return found.Length == 0 && unloading.Unloads.Count == 0
            ? throw new HttpStatusException(StatusCodes.Status404NotFound, $"Plugin {name} not found; GET /plugins lists what is there.")
            : RequestContext.WriteAsync(
                http, StatusCodes.Status200OK, new InstalledPluginsBody(found, [], Body(unloading)), WireJson.Plain.InstalledPluginsBody);
    }

    private static async Task ExplainAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        PluginExplanation explanation;
        try
        {
            explanation = await herder.ExplainPluginAsync(RequestContext.Segment(http, PluginSegment), cancellationToken);
        }
        catch (PluginNotFoundException e)
        {
            throw new HttpStatusException(StatusCodes.Status404NotFound, e.Message);
        }
        catch (InvalidOperationException e)
        {
            throw new HttpStatusException(StatusCodes.Status403Forbidden, e.Message);
        }

        await RequestContext.WriteAsync(
            http,
            StatusCodes.Status200OK,
            new PluginExplanationBody(
                explanation.Plugin,
                [.. explanation.Places.Select(Body)],
                [
                    .. explanation.Reports.Select(static report => new HoldingReportBody(
                        report.Plugin,
                        [.. report.Holders.Select(static h => new PluginHolderBody(h.What, h.Release, h.Chain, h.Advice))],
                        [.. report.Threads.Select(static t => new PluginThreadBody(t.Description, t.Frames, t.Advice))])),
                ],
                explanation.ToString()),
            WireJson.Plain.PluginExplanationBody);
    }

    private static async Task InstallAsync(HttpContext http, IHerder herder, RestOptions options, CancellationToken cancellationToken)
    {
        RequireManagement(options);
        var type = http.Request.ContentType;
        if (type is null || !(type.StartsWith("application/zip", StringComparison.OrdinalIgnoreCase) || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase)))
        {
            throw new HttpStatusException(StatusCodes.Status415UnsupportedMediaType, "HTTP 415 Unsupported Media Type: a plugin comes as application/zip.");
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = PluginInstaller.MaximumZip;
        var plugin = await herder.InstallPluginAsync(RequestContext.Segment(http, PluginSegment), http.Request.Body, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, Body(plugin), WireJson.Plain.InstalledPluginBody);
    }

    private static async Task RemoveAsync(HttpContext http, IHerder herder, RestOptions options, CancellationToken cancellationToken)
    {
        RequireManagement(options);
        await herder.RemovePluginAsync(RequestContext.Segment(http, PluginSegment), cancellationToken);
        await RequestContext.WriteEmptyAsync(http, StatusCodes.Status204NoContent);
    }

    private static async Task RescanAsync(HttpContext http, IHerder herder, RestOptions options, CancellationToken cancellationToken)
    {
        RequireManagement(options);
        await herder.RescanPluginsAsync(cancellationToken);
        await ListAsync(http, herder);
    }

    /// <exception cref="HttpStatusException">Plugins may not be changed over REST.</exception>
    private static void RequireManagement(RestOptions options)
    {
        if (!options.PluginManagement)
        {
            throw new HttpStatusException(
                StatusCodes.Status403Forbidden,
                "Changing plugins over REST is off. Set plugin.management.enable=true in the worker's settings to allow it: whoever may call it runs code in the worker.");
        }
    }

    private static InstalledPluginBody Body(InstalledPlugin plugin) => new(
        plugin.Name,
        plugin.Location,
        plugin.Form,
        plugin.State.ToString().ToUpperInvariant(),
        plugin.ShipsWithHost,
        Body(plugin.Manifest),
        [.. plugin.Classes.Select(static c => new PluginBody(c.ContractName, c.Kind.Text(), c.Version))],
        plugin.Dependencies,
        [.. plugin.Uses.Select(static u => new PluginUseBody(u.TypeName, u.User?.Connector, u.User?.Task))],
        plugin.Errors);

    private static PluginUnloadingBody Body(PluginUnloading unloading) => new(
        unloading.Unloaded,
        [
            .. unloading.Unloads.Select(static u => new PluginUnloadBody(
                u.Name, u.Location, u.IsHeld ? "HELD" : "UNLOADING", u.Since, u.Rounds, u.Released, u.Reason)),
        ],
        unloading.Collections,
        unloading.LongestPause.TotalMilliseconds,
        unloading.NativeLibraries,
        unloading.MissingReleases);

    private static PluginManifestBody Body(PluginManifest manifest) => new(
        manifest.Name,
        manifest.Version,
        manifest.Title,
        manifest.Description,
        manifest.Author,
        manifest.Licence,
        manifest.Documentation,
        manifest.MinimalAbi);
}
