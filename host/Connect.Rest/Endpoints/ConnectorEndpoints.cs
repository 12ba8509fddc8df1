using System.Globalization;
using System.Text.Json;
using Connect.Cluster;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Connect.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Rest.Endpoints;

/// <summary><c>/connectors</c> and all below it.</summary>
internal static class ConnectorEndpoints
{
    // Where the name stands in /connectors/{name}/….
    private const int NameSegment = 1;

    // Where the task's number stands in /connectors/{name}/tasks/{task}/….
    private const int TaskSegment = 3;

    private static readonly HashSet<string> CreateFields = ["name", "config", "initial_state"];

    public static void Map(IEndpointRouteBuilder routes, RequestContext requests)
    {
        routes.MapMethods("/connectors", Methods.Get, requests.With(ListAsync));
        routes.MapMethods("/connectors", Methods.Post, requests.With((http, herder, ct) => CreateAsync(http, herder, requests, ct)));
        var one = routes.MapGroup("/connectors/{name}");
        one.MapMethods("/", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, ConnectorBodies.Of(herder.Connector(Name(http))), WireJson.Plain.ConnectorBody)));
        one.MapMethods("/", Methods.Delete, requests.With(DeleteAsync));
        one.MapMethods("/config", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, herder.Config(Name(http)), WireJson.Plain.IReadOnlyDictionaryStringString)));
        one.MapMethods("/config", Methods.Put, requests.With((http, herder, ct) => PutConfigAsync(http, herder, requests, ct)));
        one.MapMethods("/config", Methods.Patch, requests.With(PatchConfigAsync));
        one.MapMethods("/status", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, ConnectorBodies.Of(herder.Status(Name(http))), WireJson.Plain.StatusBody)));
        one.MapMethods("/restarts", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, ConnectorBodies.Of(Name(http), herder.TaskRestarts(Name(http))), WireJson.Plain.TaskRestartsBody)));
        one.MapMethods("/tasks", Methods.Get, requests.With(TasksAsync));
        one.MapMethods("/tasks/{task}/status", Methods.Get, requests.With((http, herder, _) => RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, ConnectorBodies.Of(herder.TaskStatus(TaskOf(http))), WireJson.Plain.TaskStatus)));
        one.MapMethods("/tasks/{task}/restart", Methods.Post, requests.With(RestartTaskAsync));
        one.MapMethods("/restart", Methods.Post, requests.With(RestartAsync));
        one.MapMethods("/pause", Methods.Put, requests.With((http, herder, ct) => TargetAsync(http, herder, RunTarget.Paused, ct)));
        one.MapMethods("/resume", Methods.Put, requests.With((http, herder, ct) => TargetAsync(http, herder, RunTarget.Started, ct)));
        one.MapMethods("/stop", Methods.Put, requests.With((http, herder, ct) => TargetAsync(http, herder, RunTarget.Stopped, ct)));
        one.MapMethods("/topics", Methods.Get, requests.With((http, herder, _) => TopicsAsync(http, herder, requests.Options)));
        one.MapMethods("/topics/reset", Methods.Put, requests.With((http, herder, _) => ResetTopicsAsync(http, herder, requests.Options)));
        OffsetEndpoints.Map(one, requests);
    }

    internal static string Name(HttpContext http) => RequestContext.Segment(http, NameSegment);

    private static ConnectorTaskId TaskOf(HttpContext http)
    {
        var text = RequestContext.Segment(http, TaskSegment);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var task)
            ? new ConnectorTaskId(Name(http), task)
            : throw new HttpStatusException(StatusCodes.Status404NotFound, "HTTP 404 Not Found");
    }

    private static Task ListAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var expand = http.Request.Query["expand"];
        if (expand.Count == 0)
        {
            return RequestContext.WriteAsync(
                http, StatusCodes.Status200OK, herder.Connectors, WireJson.Plain.IReadOnlyCollectionString);
        }

        var result = new Dictionary<string, ExpandedConnector>(StringComparer.Ordinal);
        foreach (var name in herder.Connectors)
        {
            try
            {
                var status = expand.Contains("status") ? ConnectorBodies.Of(herder.Status(name)) : null;
                var info = expand.Contains("info") ? ConnectorBodies.Of(herder.Connector(name)) : null;
                result[name] = new ExpandedConnector(status, info);
            }
            catch (Abi.Errors.NotFoundException)
            {
                // Deleted since the names were listed: not there any more, as if it had been asked for a moment later.
                continue;
            }
        }

        return RequestContext.WriteAsync(
            http, StatusCodes.Status200OK, result, WireJson.Plain.IReadOnlyDictionaryStringExpandedConnector);
    }

    private static async Task CreateAsync(HttpContext http, IHerder herder, RequestContext requests, CancellationToken cancellationToken)
    {
        var body = await RequestContext.ReadJsonAsync(http, cancellationToken);
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new HttpStatusException(
                StatusCodes.Status400BadRequest, "The body must be an object with name, config and, if wanted, initial_state.");
        }

        foreach (var field in body.EnumerateObject())
        {
            if (!CreateFields.Contains(field.Name))
            {
                throw new HttpStatusException(
                    StatusCodes.Status400BadRequest, $"Unrecognized field {field.Name}; allowed are {string.Join(", ", CreateFields)}.");
            }
        }

        if (!body.TryGetProperty("config", out var given))
        {
            throw new HttpStatusException(StatusCodes.Status400BadRequest, "The body has no config.");
        }

        var config = ConnectorBodies.ReadConfig(given, "config");
        var name = body.TryGetProperty("name", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : string.Empty;
        if (name.Length == 0)
        {
            name = config.GetValueOrDefault("name") ?? string.Empty;
        }

        RunTarget? initial = body.TryGetProperty("initial_state", out var state) && state.ValueKind == JsonValueKind.String
            ? ConnectorBodies.ReadInitialState(state.GetString()!)
            : null;
        PutNameIn(config, name.Trim());
        var result = await herder.PutAsync(name.Trim(), config, initial, mayReplace: false, cancellationToken);
        await WriteConnectorAsync(http, requests, result);
    }

    private static async Task PutConfigAsync(HttpContext http, IHerder herder, RequestContext requests, CancellationToken cancellationToken)
    {
        var name = Name(http);
        var config = ConnectorBodies.ReadConfig(await RequestContext.ReadJsonAsync(http, cancellationToken), "The body");
        PutNameIn(config, name);
        await WriteConnectorAsync(http, requests, await herder.PutAsync(name, config, null, mayReplace: true, cancellationToken));
    }

    private static async Task PatchConfigAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var changes = ConnectorBodies.ReadConfig(await RequestContext.ReadJsonAsync(http, cancellationToken), "The body");
        var connector = await herder.PatchAsync(Name(http), changes, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status200OK, ConnectorBodies.Of(connector), WireJson.Plain.ConnectorBody);
    }

    private static void PutNameIn(Dictionary<string, string?> config, string name)
    {
        if (config.TryGetValue("name", out var inConfig) && inConfig is not null && inConfig != name)
        {
            throw new HttpStatusException(
                StatusCodes.Status400BadRequest,
                $"Connector name configuration ({inConfig}) doesn't match connector name in the URL or body ({name})");
        }

        config["name"] = name;
    }

    private static Task WriteConnectorAsync(HttpContext http, RequestContext requests, PutConnectorResult result)
    {
        if (result.IsCreated)
        {
            var path = "connectors/" + Uri.EscapeDataString(result.Connector.Name);
            http.Response.Headers.Location = requests.AdvertisedUrl + path;
        }

        return RequestContext.WriteAsync(
            http,
            result.IsCreated ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            ConnectorBodies.Of(result.Connector),
            WireJson.Plain.ConnectorBody);
    }

    private static async Task DeleteAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        await herder.DeleteAsync(Name(http), cancellationToken);
        await RequestContext.WriteEmptyAsync(http, StatusCodes.Status204NoContent);
    }

    private static Task TasksAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken) => RequestContext.WriteAsync(
        http,
        StatusCodes.Status200OK,
        [.. herder.Tasks(Name(http)).Select(t => new TaskBody(new TaskId(t.Id.Connector, t.Id.Task), t.Config))],
        WireJson.Plain.IReadOnlyListTaskBody);

    private static async Task RestartTaskAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        await herder.RestartTaskAsync(TaskOf(http), cancellationToken);
        await RequestContext.WriteEmptyAsync(http, StatusCodes.Status204NoContent);
    }

    private static async Task RestartAsync(HttpContext http, IHerder herder, CancellationToken cancellationToken)
    {
        var includeTasks = RequestContext.Flag(http, "includeTasks", defaultValue: false);
        var onlyFailed = RequestContext.Flag(http, "onlyFailed", defaultValue: false);
        if (!includeTasks && !onlyFailed)
        {
            await herder.RestartConnectorAsync(Name(http), cancellationToken);
            await RequestContext.WriteEmptyAsync(http, StatusCodes.Status204NoContent);
            return;
        }

        var status = await herder.RestartAsync(Name(http), onlyFailed, includeTasks, cancellationToken);
        await RequestContext.WriteAsync(http, StatusCodes.Status202Accepted, ConnectorBodies.Of(status), WireJson.Plain.StatusBody);
    }

    private static async Task TargetAsync(HttpContext http, IHerder herder, RunTarget target, CancellationToken cancellationToken)
    {
        await herder.SetTargetAsync(Name(http), target, cancellationToken);
        await RequestContext.WriteEmptyAsync(
            http, target == RunTarget.Stopped ? StatusCodes.Status204NoContent : StatusCodes.Status202Accepted);
    }

    private static Task TopicsAsync(HttpContext http, IHerder herder, RestOptions options)
    {
        if (!options.TopicTracking)
        {
            throw new HttpStatusException(
                StatusCodes.Status403Forbidden, "Topic tracking is disabled; topic.tracking.enable=true in the worker's configuration enables it.");
        }

        var name = Name(http);
        var body = new Dictionary<string, ActiveTopics>(StringComparer.Ordinal) { [name] = new(herder.ActiveTopics(name)) };
        return RequestContext.WriteAsync(http, StatusCodes.Status200OK, body, WireJson.Plain.IReadOnlyDictionaryStringActiveTopics);
    }

    private static Task ResetTopicsAsync(HttpContext http, IHerder herder, RestOptions options)
    {
        if (!options.TopicTracking)
        {
            throw new HttpStatusException(
                StatusCodes.Status403Forbidden, "Topic tracking is disabled; topic.tracking.enable=true in the worker's configuration enables it.");
        }

        if (!options.TopicTrackingReset)
        {
            throw new HttpStatusException(
                StatusCodes.Status403Forbidden,
                "Topic tracking reset is disabled; topic.tracking.allow.reset=true in the worker's configuration enables it.");
        }

        herder.ResetActiveTopics(Name(http));
        return RequestContext.WriteEmptyAsync(http, StatusCodes.Status202Accepted);
    }
}
