using System.Text.Json;
using Connect.Cluster;
using Connect.Rest.Errors;
using Connect.Rest.Wire;
using Connect.Runtime;
using Microsoft.AspNetCore.Http;

namespace Connect.Rest.Endpoints;

/// <summary>Between the herder's types and the wire's.</summary>
internal static class ConnectorBodies
{
    public static ConnectorBody Of(ConnectorInfo connector) => new(
        connector.Name, connector.Config, [.. connector.Tasks.Select(t => new TaskId(t.Connector, t.Task))], NameOf(connector.Type));

    public static StatusBody Of(ConnectorStatusInfo status) => new(
        status.Name,
        new RunStatus(NameOf(status.Connector.State), status.Connector.WorkerId, status.Connector.Trace, status.Connector.Version),
        [.. status.Tasks.Select(Of)],
        NameOf(status.Type));

    public static Wire.TaskStatus Of(TaskStatusInfo task) => new(
        task.Task, NameOf(task.Status.State), task.Status.WorkerId, task.Status.Trace, task.Status.Version);

    public static TaskRestartsBody Of(string connector, IReadOnlyList<TaskRestartInfo> tasks) => new(
        connector, [.. tasks.Select(t => new TaskRestartBody(t.Task, t.Restarts, t.Max, t.NextRestart?.UtcDateTime, t.LastError))]);

    /// <summary>Reads a map of settings: numbers and booleans become their texts, as in Java.</summary>
    public static Dictionary<string, string?> ReadConfig(JsonElement element, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new HttpStatusException(StatusCodes.Status400BadRequest, $"{what} must be a JSON object of settings, not {element.ValueKind}.");
        }

        var config = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var setting in element.EnumerateObject())
        {
            config[setting.Name] = setting.Value.ValueKind switch
            {
                JsonValueKind.String => setting.Value.GetString(),
                JsonValueKind.Null => null,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => setting.Value.GetRawText(),
                _ => throw new HttpStatusException(
                    StatusCodes.Status400BadRequest,
                    $"The value of {setting.Name} must be a text, a number, true, false or null, not {setting.Value.ValueKind}."),
            };
        }

        return config;
    }

    public static RunTarget ReadInitialState(string text) => text.ToUpperInvariant() switch
    {
        "RUNNING" => RunTarget.Started,
        "PAUSED" => RunTarget.Paused,
        "STOPPED" => RunTarget.Stopped,
        _ => throw new HttpStatusException(
            StatusCodes.Status400BadRequest, $"initial_state is {text}; allowed are RUNNING, PAUSED and STOPPED."),
    };

    private static string NameOf(ConnectorType type) => type switch
    {
        ConnectorType.Source => "source",
        ConnectorType.Sink => "sink",
        _ => "unknown",
    };

    private static string NameOf(RunState state) => state switch
    {
        RunState.Unassigned => "UNASSIGNED",
        RunState.Running => "RUNNING",
        RunState.Paused => "PAUSED",
        RunState.Failed => "FAILED",
        RunState.Restarting => "RESTARTING",
        RunState.Stopped => "STOPPED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
