using System.Diagnostics.Metrics;
using System.Globalization;

namespace Connect.Runtime.Metrics;

/// <summary>
/// Publishes the figures as Kafka Connect names them: <c>kafka.connect.GROUP.ATTRIBUTE</c>, which Prometheus shows under the name that the usual
/// exporter of Java's has for them. Looked at only when somebody does.
/// </summary>
internal sealed class ConnectMeter : IDisposable
{
    private const string Name = "Kafka.Connect";

    private static readonly RunState[] States = Enum.GetValues<RunState>();
    private static readonly RunState[] TaskStates = [.. States.Where(static state => state != RunState.Stopped)];

    private readonly Meter meter = new(Name);
    private readonly WorkerMetrics worker;

    public ConnectMeter(WorkerMetrics worker)
    {
        this.worker = worker;
        WorkerGroup();
        ConnectorGroup();
        TaskGroup();
        SourceGroup();
        SinkGroup();
        ErrorGroup();
    }

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?>[] Tags(ConnectorTaskId id) =>
        [new("connector", id.Connector), new("task", id.Task.ToString(CultureInfo.InvariantCulture))];

    private static string Text(RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>One of each state: with a single one whose label changes, the old one would be shown beside the new one.</summary>
    private static IEnumerable<Measurement<long>> Status(RunState current, RunState[] all, params KeyValuePair<string, object?>[] tags) =>
        all.Select(state => new Measurement<long>(state == current ? 1 : 0, [.. tags, new("status", Text(state))]));

    private void WorkerGroup()
    {
        const string group = "connect-worker-metrics";
        Gauge(group, "connector-count", "Connectors on this worker.", () => worker.Connectors.Count());
        Gauge(group, "task-count", "Tasks on this worker.", () => worker.TaskStates.Count());
        Starts(group, "connector", worker.ConnectorStarts);
        Starts(group, "task", worker.TaskStarts);
        Counts(group, "connector-total-task-count", "Tasks of the connector on this worker.", static _ => true);
        foreach (var state in (RunState[])[RunState.Running, RunState.Paused, RunState.Failed, RunState.Unassigned, RunState.Restarting])
        {
            Counts(group, $"connector-{Text(state)}-task-count", $"Tasks of the connector on this worker that are {Text(state)}.", s => s == state);
        }

        // Tasks that are deleted are here no more; the attribute is Java's.
        Counts(group, "connector-destroyed-task-count", "Tasks of the connector on this worker that are destroyed.", static _ => false);
    }

    private void Starts(string group, string what, StartCounts starts)
    {
        Counter(group, what + "-startup-attempts-total", $"Starts of {what}s that were tried.", () => starts.Attempts);
        Counter(group, what + "-startup-success-total", $"Starts of {what}s that succeeded.", () => starts.Successes);
        Counter(group, what + "-startup-failure-total", $"Starts of {what}s that failed.", () => starts.Failures);
        Gauge(group, what + "-startup-success-percentage", $"The part of the starts of {what}s that succeeded, from 0 to 1.", () => starts.SuccessRatio);
        Gauge(group, what + "-startup-failure-percentage", $"The part of the starts of {what}s that failed, from 0 to 1.", () => starts.FailureRatio);
    }

    private void Counts(string group, string attribute, string description, Func<RunState, bool> counts) => meter.CreateObservableGauge(
        Full(group, attribute),
        () => worker.TaskStates
            .GroupBy(static task => task.Key.Connector, StringComparer.Ordinal)
            .Select(of => new Measurement<long>(of.LongCount(task => counts(task.Value)), new KeyValuePair<string, object?>("connector", of.Key))),
        description: description);

    private void ConnectorGroup()
    {
        const string group = "connector-metrics";
        meter.CreateObservableGauge(
            Full(group, "status"),
            () => worker.Connectors.SelectMany(static c => Status(c.State, States, new KeyValuePair<string, object?>("connector", c.Name))),
            description: "1 for what the connector does, 0 for what it does not.");
        Label("connector-type", "source or sink, as a label.", static c => c.Type);
        Label("connector-class", "The connector's class, as a label.", static c => c.ClassName);
        Label("connector-version", "The version of the connector's plugin, as a label.", static c => c.Version);

        // Texts can't be measured: each is a label of a one.
        void Label(string attribute, string description, Func<ConnectorMetrics, string> value) => meter.CreateObservableGauge(
            Full(group, attribute),
            () => worker.Connectors.Select(c => new Measurement<long>(1, new("connector", c.Name), new(attribute.Replace('-', '_'), value(c)))),
            description: description);
    }

    private void TaskGroup()
    {
        const string group = "connector-task-metrics";
        meter.CreateObservableGauge(
            Full(group, "status"),
            () => worker.TaskStates.SelectMany(static task => Status(task.Value, TaskStates, Tags(task.Key))),
            description: "1 for what the task does, 0 for what it does not.");
        Gauge<TaskMetrics>(group, "running-ratio", "The part of its time that the task ran, from 0 to 1.", static t => t.States.Ratio(RunState.Running));
        Gauge<TaskMetrics>(group, "pause-ratio", "The part of its time that the task was paused, from 0 to 1.", static t => t.States.Ratio(RunState.Paused));
        Sampled<TaskMetrics>(group, "offset-commit-{0}-time-ms", "Milliseconds that commits of offsets took", static t => t.CommitTime);
        Sampled<TaskMetrics>(group, "batch-size-{0}", "Records in a batch", static t => t.BatchSize);
        Gauge<TaskMetrics>(
            group, "offset-commit-failure-percentage", "The part of the commits of offsets that failed, from 0 to 1.", static t => t.CommitFailureRatio);
        Gauge<TaskMetrics>(
            group, "offset-commit-success-percentage", "The part of the commits of offsets that succeeded, from 0 to 1.", static t => 1 - t.CommitFailureRatio);
    }

    private void SourceGroup()
    {
        const string group = "source-task-metrics";
        Counter<SourceTaskMetrics>(group, "source-record-poll-total", "Records polled, before transformations.", static t => t.Polled);
        Gauge<SourceTaskMetrics>(group, "source-record-poll-rate", "Records polled a second, before transformations.", static t => t.PollRate.PerSecond);
        Counter<SourceTaskMetrics>(group, "source-record-write-total", "Records written, after transformations.", static t => t.Written);
        Gauge<SourceTaskMetrics>(group, "source-record-write-rate", "Records written a second, after transformations.", static t => t.WriteRate.PerSecond);
        Sampled<SourceTaskMetrics>(group, "poll-batch-{0}-time-ms", "Milliseconds that a poll took", static t => t.PollTime);
        Gauge<SourceTaskMetrics>(group, "source-record-active-count", "Records polled and not yet written.", static t => t.ActiveCount);
        Sampled<SourceTaskMetrics>(group, "source-record-active-count-{0}", "Records polled and not yet written", static t => t.Active);
    }

    private void SinkGroup()
    {
        const string group = "sink-task-metrics";
        Counter<SinkTaskMetrics>(group, "sink-record-read-total", "Records read, before transformations.", static t => t.Read);
        Gauge<SinkTaskMetrics>(group, "sink-record-read-rate", "Records read a second, before transformations.", static t => t.ReadRate.PerSecond);
        Counter<SinkTaskMetrics>(group, "sink-record-send-total", "Records put, after transformations.", static t => t.Sent);
        Gauge<SinkTaskMetrics>(group, "sink-record-send-rate", "Records put a second, after transformations.", static t => t.SendRate.PerSecond);
        Sampled<SinkTaskMetrics>(group, "put-batch-{0}-time-ms", "Milliseconds that a put took", static t => t.PutTime);
        Gauge<SinkTaskMetrics>(group, "partition-count", "Partitions assigned to the task.", static t => t.Partitions);
        Gauge<SinkTaskMetrics>(group, "offset-commit-seq-no", "The number of the last commit of offsets.", static t => t.CommitSequence);
        Counter<SinkTaskMetrics>(group, "offset-commit-completion-total", "Commits of offsets that succeeded.", static t => t.CompletedCommits);
        Gauge<SinkTaskMetrics>(group, "offset-commit-completion-rate", "Commits of offsets that succeeded, a second.", static t => t.CompletionRate.PerSecond);
        Counter<SinkTaskMetrics>(group, "offset-commit-skip-total", "Answers to commits of offsets that came too late.", static t => t.SkippedCommits);
        Gauge<SinkTaskMetrics>(group, "offset-commit-skip-rate", "Answers to commits of offsets that came too late, a second.", static t => t.SkipRate.PerSecond);
        Gauge<SinkTaskMetrics>(group, "sink-record-active-count", "Records read whose offsets are not committed.", static t => t.ActiveCount);
        Sampled<SinkTaskMetrics>(group, "sink-record-active-count-{0}", "Records read whose offsets are not committed", static t => t.Active);
    }

    /// <summary>Gauges, not counters: a counter's name would end with another <c>_total</c> in Prometheus, and be no longer Java's.</summary>
    private void ErrorGroup()
    {
        const string group = "task-error-metrics";
        Gauge<TaskMetrics>(group, "total-record-failures", "Steps on a record's way that failed, each try counted.", static t => t.Errors.Failures);
        Gauge<TaskMetrics>(group, "total-record-errors", "Records that failed for good.", static t => t.Errors.Errors);
        Gauge<TaskMetrics>(group, "total-records-skipped", "Records that failed and were passed over.", static t => t.Errors.Skipped);
        Gauge<TaskMetrics>(group, "total-retries", "Steps that were tried again.", static t => t.Errors.Retries);
        Gauge<TaskMetrics>(group, "total-errors-logged", "Errors in the error log.", static t => t.Errors.Logged);
        Gauge<TaskMetrics>(group, "deadletterqueue-produce-requests", "Dead letters that were to be written.", static t => t.Errors.Letters);
        Gauge<TaskMetrics>(group, "deadletterqueue-produce-failures", "Dead letters that could not be written.", static t => t.Errors.FailedLetters);
        Gauge<TaskMetrics>(group, "last-error-timestamp", "When a record failed last, in milliseconds since 1970; 0 for never.", static t => t.Errors.LastError);
    }

    private void Gauge(string group, string attribute, string description, Func<double> value) =>
        meter.CreateObservableGauge(Full(group, attribute), value, description: description);

    private void Counter(string group, string attribute, string description, Func<long> value) =>
        meter.CreateObservableCounter(Full(group, attribute), value, description: description);

    private void Gauge<T>(string group, string attribute, string description, Func<T, double> value)
        where T : TaskMetrics => meter.CreateObservableGauge(
            Full(group, attribute),
            () => worker.Tasks.OfType<T>()
                .Select(task => new Measurement<double>(value(task), Tags(task.Id)))
                .Where(static measured => !double.IsNaN(measured.Value)),
            description: description);

    private void Counter<T>(string group, string attribute, string description, Func<T, long> value)
        where T : TaskMetrics => meter.CreateObservableCounter(
            Full(group, attribute),
            () => worker.Tasks.OfType<T>().Select(task => new Measurement<long>(value(task), Tags(task.Id))),
            description: description);

    private void Sampled<T>(string group, string attribute, string description, Func<T, SampledValue> value)
        where T : TaskMetrics
    {
        Gauge<T>(group, string.Format(CultureInfo.InvariantCulture, attribute, "avg"), description + ": the average lately.", task => value(task).Average);
        Gauge<T>(group, string.Format(CultureInfo.InvariantCulture, attribute, "max"), description + ": the most lately.", task => value(task).Max);
    }

    private static string Full(string group, string attribute) => $"kafka.connect.{group}.{attribute}";
}
