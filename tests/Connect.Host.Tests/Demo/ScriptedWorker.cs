using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Abi.Records;
using Connect.Broker;
using Connect.Broker.Embedded;
using Connect.Host.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Host.Tests.Demo;

/// <summary>
/// Answers the demo over HTTP and copies by hand through a real embedded log, with a fault where a test asks for one: a worker does
/// not lose lines on demand.
/// </summary>
internal sealed class ScriptedWorker : IDeliveryListener
{
    private readonly Dictionary<string, JsonObject> connectors = [];
    private EmbeddedBroker broker = null!;

    public Func<string[], IEnumerable<string>> Arriving { get; init; } = lines => lines;

    public string? LeftOutHeader { get; init; }

    public string? Trace { get; init; }

    public string[] Plugins { get; init; } = [.. DemoPlan.ConnectorClasses];

    public TaskCompletionSource Ended { get; } = new();

    public IReadOnlyDictionary<string, string> Settings { get; private set; } = null!;

    public bool IsStopped { get; private set; }

    public async Task<DemoWorker> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        Settings = settings;
        broker = EmbeddedBroker.Open(settings["bootstrap.servers"]["embedded:".Length..], NullLoggerFactory.Instance, TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/connector-plugins", () => Results.Text(new JsonArray(
            [.. Plugins.Select(p => new JsonObject { ["class"] = p, ["type"] = p.Contains("Sink") ? "sink" : "source", ["version"] = "1" })]).ToJsonString()));
        app.MapGet("/connectors/{name}/status", (string name) => Results.Text(Status(name)));
        app.MapPost("/connectors", async (HttpRequest request) =>
        {
            var body = (await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted))!.AsObject();
            connectors.Add((string)body["name"]!, body["config"]!.AsObject());
            if (connectors.Count == 3 && Trace is null)
            {
                await CopyAsync(request.HttpContext.RequestAborted);
            }

            return Results.Text("{}", statusCode: 201);
        });
        app.Urls.Add(settings["listeners"]);
        await app.StartAsync(cancellationToken);
        return new DemoWorker(new Uri(settings["listeners"]), broker, Ended.Task, new Stop(this, app));
    }

    public void OnDelivered(object? tag, TopicPartition topicPartition, long offset, long timestamp)
    {
    }

    public void OnFailed(object? tag, string topic, BrokerException error) => Ended.TrySetException(error);

    private static OutgoingRecord Record(string topic, string value, IReadOnlyList<LogHeader>? headers = null)
        => new() { Topic = topic, Partition = 0, Value = Encoding.UTF8.GetBytes(value), Headers = headers };

    private string Status(string name) => new JsonObject
    {
        ["name"] = name,
        ["connector"] = new JsonObject { ["state"] = "RUNNING", ["worker_id"] = "w" },
        ["tasks"] = new JsonArray(new JsonObject
        {
            ["id"] = 0, ["state"] = Trace is null ? "RUNNING" : "FAILED", ["worker_id"] = "w", ["trace"] = Trace,
        }),
        ["type"] = "source",
    }.ToJsonString();

    private async Task CopyAsync(CancellationToken token)
    {
        await using var admin = broker.OpenAdmin(new Dictionary<string, string>());
        foreach (var topic in (string[])[DemoPlan.Topic, DemoPlan.DeadLetters])
        {
            await admin.CreateTopicAsync(new NewTopic(topic, 1, 1, new Dictionary<string, string>()), token);
        }

        await using var writer = broker.OpenWriter(new Dictionary<string, string>());
        var bad = await File.ReadAllLinesAsync((string)connectors[DemoPlan.BadSource]["file"]!, token);
        var folder = (string)connectors[DemoPlan.Source][ExamplePlugin.DirectorySetting]!;
        var lines = await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder)), token);
        OutgoingRecord[] records = [Record(DemoPlan.Topic, bad[0]), .. lines.Select(l => Record(DemoPlan.Topic, JsonSerializer.Serialize(l)))];
        writer.Write(records, this, token);
        var headers = new (string Name, string Value)[]
        {
            ("topic", DemoPlan.Topic), ("partition", "0"), ("offset", "0"), ("connector.name", DemoPlan.Sink), ("task.id", "0"),
            ("stage", "VALUE_CONVERTER"), ("class.name", "c"), ("exception.class.name", "e"), ("exception.message", "m"), ("exception.stacktrace", "at x\nat y"),
        };
        writer.Write(
            [Record(DemoPlan.DeadLetters, bad[0], [.. headers.Where(h => h.Name != LeftOutHeader).Select(h => new LogHeader("__connect.errors." + h.Name, Encoding.UTF8.GetBytes(h.Value)))])],
            this,
            token);
        Assert.True(await writer.FlushAsync(TimeSpan.FromSeconds(30), token));
        await File.WriteAllLinesAsync((string)connectors[DemoPlan.Sink]["file"]!, Arriving(lines), token);
        await admin.AlterGroupOffsetsAsync(
            DemoPlan.SinkGroup, new Dictionary<TopicPartition, long> { [new(DemoPlan.Topic, 0)] = records.Length }, token);
    }

    private sealed class Stop(ScriptedWorker worker, WebApplication app) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            worker.IsStopped = true;
            await app.DisposeAsync();
            await worker.broker.DisposeAsync();
        }
    }
}
