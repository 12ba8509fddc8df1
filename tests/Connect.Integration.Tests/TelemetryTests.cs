using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Connect.Integration.Tests.Harness;

namespace Connect.Integration.Tests;

/// <summary>Metrics and traces, as Prometheus and a collector get them.</summary>
public sealed partial class TelemetryTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The attributes of Connect 4.3 by their groups, but those of rebalances and of transactions, which a standalone worker has none of.</summary>
    private static IReadOnlyDictionary<string, string> Attributes { get; } = new Dictionary<string, string>
    {
        ["connect-worker-metrics"] =
            "connector-count task-count connector-startup-attempts-total connector-startup-success-total connector-startup-success-percentage "
            + "connector-startup-failure-total connector-startup-failure-percentage task-startup-attempts-total task-startup-success-total "
            + "task-startup-success-percentage task-startup-failure-total task-startup-failure-percentage connector-total-task-count "
            + "connector-running-task-count connector-paused-task-count connector-failed-task-count connector-unassigned-task-count "
            + "connector-destroyed-task-count connector-restarting-task-count",
        ["connector-metrics"] = "status connector-type connector-class connector-version",
        ["connector-task-metrics"] =
            "status running-ratio pause-ratio offset-commit-max-time-ms offset-commit-avg-time-ms batch-size-max batch-size-avg "
            + "offset-commit-failure-percentage offset-commit-success-percentage",
        ["source-task-metrics"] =
            "source-record-poll-rate source-record-poll-total source-record-write-rate source-record-write-total poll-batch-max-time-ms "
            + "poll-batch-avg-time-ms source-record-active-count source-record-active-count-max source-record-active-count-avg",
        ["sink-task-metrics"] =
            "sink-record-read-rate sink-record-read-total sink-record-send-rate sink-record-send-total partition-count offset-commit-seq-no "
            + "offset-commit-completion-rate offset-commit-completion-total offset-commit-skip-rate offset-commit-skip-total put-batch-max-time-ms "
            + "put-batch-avg-time-ms sink-record-active-count sink-record-active-count-max sink-record-active-count-avg",
        ["task-error-metrics"] =
            "total-record-failures total-record-errors total-records-skipped total-retries total-errors-logged deadletterqueue-produce-requests "
            + "deadletterqueue-produce-failures last-error-timestamp",
    };

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Metrics_HaveJavasAttributes_AndCountWhatHappened()
    {
        await using var worker = await StartAsync();
        var metrics = await RunAsync(worker);

        var missing = Attributes.SelectMany(static group => group.Value.Split(' ').Select(attribute => Name(group.Key, attribute)))
            .Where(name => !metrics.Keys.Any(key => key.StartsWith(name + "{", StringComparison.Ordinal)));
        Assert.Empty(missing);
        Assert.Equal(2, metrics["kafka_connect_connect_worker_metrics_connector_count{}"]);
        Assert.Equal(1, metrics["kafka_connect_connector_metrics_status{connector=\"lines\",status=\"running\"}"]);
        Assert.Equal(0, metrics["kafka_connect_connector_metrics_status{connector=\"lines\",status=\"failed\"}"]);
        Assert.Equal(1, metrics["kafka_connect_connector_metrics_connector_class{connector=\"lines\",connector_class=\"org.apache.kafka.connect.file.FileStreamSourceConnector\"}"]);
        Assert.Equal(3, Of("source-task-metrics", "source-record-poll-total", "lines"));
        Assert.Equal(3, Of("source-task-metrics", "source-record-write-total", "lines"));
        Assert.Equal(0, Of("source-task-metrics", "source-record-active-count", "lines"));
        Assert.Equal(3, Of("sink-task-metrics", "sink-record-read-total", "numbers"));
        Assert.Equal(2, Of("sink-task-metrics", "sink-record-send-total", "numbers"));
        Assert.Equal(1, Of("sink-task-metrics", "partition-count", "numbers"));
        Assert.Equal(0, Of("sink-task-metrics", "sink-record-active-count", "numbers"));
        foreach (var one in (string[])["total-record-failures", "total-record-errors", "total-records-skipped", "total-errors-logged", "deadletterqueue-produce-requests"])
        {
            Assert.Equal(1, Of("task-error-metrics", one, "numbers"));
        }

        Assert.Equal(0, Of("task-error-metrics", "total-retries", "numbers"));
        Assert.InRange(Of("connector-task-metrics", "running-ratio", "lines"), 0.01, 1);

        double Of(string group, string attribute, string connector) => metrics[$"{Name(group, attribute)}{{connector=\"{connector}\",task=\"0\"}}"];
    }

    [Fact]
    public async Task Metrics_FollowStates_AndForgetWhatIsDeleted()
    {
        await using var worker = await StartAsync();
        await RunAsync(worker);

        await worker.Rest.DoAsync(HttpMethod.Put, "/connectors/lines/pause", null, Token);
        await worker.Rest.WaitForStateAsync("lines", "PAUSED", 1, Token);
        await worker.Rest.DoAsync(HttpMethod.Delete, "/connectors/numbers", null, Token);
        var metrics = await worker.WaitAsync(
            "metrics without the deleted connector",
            async () => await ScrapeAsync(worker) is var scraped && !scraped.Keys.Any(static key => key.Contains("connector=\"numbers\"", StringComparison.Ordinal)) ? scraped : null,
            Token);

        Assert.Equal(1, metrics["kafka_connect_connector_task_metrics_status{connector=\"lines\",status=\"paused\",task=\"0\"}"]);
        Assert.Equal(0, metrics["kafka_connect_connector_task_metrics_status{connector=\"lines\",status=\"running\",task=\"0\"}"]);
        Assert.Equal(1, metrics["kafka_connect_connect_worker_metrics_connector_paused_task_count{connector=\"lines\"}"]);
    }

    [Fact]
    public async Task Collector_GetsMetricsAndTraces()
    {
        await using var collector = new Collector();
        await using var worker = await StartAsync(
            ("otlp.endpoint", collector.Address), ("otlp.protocol", "http/protobuf"), ("otlp.traces.ratio", "1"), ("metrics.context.team", "data-platform"));
        await RunAsync(worker);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));

        var metrics = collector.Text("/v1/metrics");
        foreach (var text in (string[])["kafka.connect.source-task-metrics.source-record-poll-total", "kafka-connect", "team", "data-platform"])
        {
            Assert.Contains(text, metrics);
        }

        var traces = collector.Text("/v1/traces");
        foreach (var text in (string[])[$"lines-{_scene.Id} publish", $"lines-{_scene.Id} process", "put", "error.type", "numbers-0"])
        {
            Assert.Contains(text, traces);
        }

        Assert.DoesNotContain("no number", traces);
    }

    [Fact]
    public async Task Collector_ThatIsNotThere_IsNotWaitedFor()
    {
        await using var worker = await StartAsync(("otlp.endpoint", "http://127.0.0.1:9"), ("otlp.traces.ratio", "1"));
        await RunAsync(worker);
        Assert.Equal(0, await worker.StopAsync("TERM", Token));
    }

    private static string Name(string group, string attribute) => "kafka_connect_" + $"{group}_{attribute}".Replace('-', '_');

    /// <summary>Copies three lines, one of which is no number, and waits until all of it shows.</summary>
    private async Task<Dictionary<string, double>> RunAsync(WorkerProcess worker)
    {
        _scene.Write("in", "1\nno number\n3\n");
        var topic = "lines-" + _scene.Id;
        await worker.Rest.CreateAsync("lines", _scene.FileSource("in", topic).Without("name"), Token);
        await worker.Rest.CreateAsync(
            "numbers",
            _scene.FileSink("out", topic).Without("name")
                .With("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .With("value.converter.schemas.enable", "false")
                .With("errors.tolerance", "all")
                .With("errors.log.enable", "true")
                .With("errors.deadletterqueue.topic.name", topic + "-dead")
                .With("errors.deadletterqueue.topic.replication.factor", "1"),
            Token);
        return await worker.WaitAsync(
            "everything in the metrics",
            async () => await ScrapeAsync(worker) is var metrics
                && metrics.GetValueOrDefault("kafka_connect_sink_task_metrics_offset_commit_completion_total{connector=\"numbers\",task=\"0\"}") >= 1
                && metrics.ContainsKey("kafka_connect_connector_task_metrics_offset_commit_avg_time_ms{connector=\"lines\",task=\"0\"}")
                && metrics.GetValueOrDefault("kafka_connect_sink_task_metrics_sink_record_read_total{connector=\"numbers\",task=\"0\"}") == 3
                && metrics.GetValueOrDefault("kafka_connect_sink_task_metrics_sink_record_active_count{connector=\"numbers\",task=\"0\"}") == 0
                ? metrics
                : null,
            Token);
    }

    private Task<WorkerProcess> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = _scene.WorkerSettings();
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return WorkerProcess.StartAsync(_scene.Folder, Token, _scene.Write("worker.properties", settings));
    }

    /// <summary>The values by their names and labels, those of the meter left out.</summary>
    private static async Task<Dictionary<string, double>> ScrapeAsync(WorkerProcess worker)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(worker.Rest.Address, "metrics"), Token);
        return text.Split('\n').Select(static line => Sample().Match(line)).Where(static match => match.Success).ToDictionary(
            static match => $"{match.Groups["name"].Value}{{{Scope().Replace(match.Groups["labels"].Value, "")}}}",
            static match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
    }

    [GeneratedRegex("""^(?<name>[a-z_]+)\{(?<labels>.*)\} (?<value>[-+.eE0-9]+)""")]
    private static partial Regex Sample();

    [GeneratedRegex("""otel_scope_name="[^"]*",?""")]
    private static partial Regex Scope();

    /// <summary>Takes what is sent to it; its texts stand in it as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
        private readonly Task _serving;

        public Collector()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}");
            }

            _listener.Prefixes.Add(Address + "/");
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Address { get; }

        public string Text(string path) => string.Join('\n', _received.Where(r => r.Path == path).Select(static r => Encoding.UTF8.GetString(r.Body)));

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    _received.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
                    context.Response.ContentType = "application/x-protobuf";
                    context.Response.Close();
                }
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // Closed.
            }
        }
    }
}
