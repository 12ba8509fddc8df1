using System.Globalization;

namespace Connect.Host.Demo;

/// <summary>The demo's steps up to its proof.</summary>
/// <param name="options">What the user asked for.</param>
/// <param name="folder">The demo's folder.</param>
/// <param name="screen">Shows it.</param>
/// <param name="time">The clock.</param>
internal sealed class DemoRun(DemoOptions options, DemoFolder folder, DemoScreen screen, TimeProvider time)
{
    private readonly string[] sent = [.. DemoInput.Lines(options.Lines)];
    private string zipName = string.Empty;

    /// <summary>What it does now, for the message when the time runs out.</summary>
    public string Doing { get; private set; } = "preparing the input";

    /// <summary>Writes the input, drops the plugin's zip, and says what the worker is to be started with.</summary>
    /// <param name="buildOutput">A folder of the build's output.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(string buildOutput, CancellationToken cancellationToken)
    {
        var zip = ExamplePlugin.FindZip(buildOutput);
        zipName = Path.GetFileName(zip);
        screen.Step($"The demo works in {folder.Path}");
        await DemoInput.WriteAsync(folder.InputFile, sent, cancellationToken);
        await DemoInput.WriteAsync(folder.BadInputFile, [DemoInput.BadLine], cancellationToken);
        screen.Detail(Text($"{sent.Length:N0} lines to copy ({new FileInfo(folder.InputFile).Length / 1e6:N1} MB): {folder.InputFile}"));
        screen.Detail($"the zip of a connector that the worker does not ship: {Path.Combine(folder.Plugins, zipName)}");
        File.Copy(zip, Path.Combine(folder.Plugins, zipName));

        var port = FreePort.Pick(FreePort.Usual);
        if (port != FreePort.Usual)
        {
            screen.Detail(Text($"port {FreePort.Usual} is taken, so REST listens on {port}"));
        }

        screen.Step("Starting a worker on the embedded log");
        Doing = "starting the worker";
        return DemoPlan.Worker(folder, port);
    }

    /// <summary>Copies over REST as a user would, and compares.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What differs; empty when nothing does.</returns>
    /// <exception cref="DemoException">It can't go on.</exception>
    public async Task<IReadOnlyList<string>> ProveAsync(DemoWorker worker, CancellationToken cancellationToken)
    {
        using var api = new WorkerApi(worker.RestUrl);
        await using var topics = new TopicWatch(worker.Broker);
        await FindPluginsAsync(api, worker, cancellationToken);

        screen.Step("POST /connectors");
        var started = time.GetTimestamp();
        foreach (var connector in (CreateConnector[])[DemoPlan.SourceOf(folder), DemoPlan.BadSourceOf(folder), DemoPlan.SinkOf(folder)])
        {
            Doing = $"creating {connector.Name}";
            await api.CreateAsync(connector, cancellationToken);
            screen.Detail($"{connector.Name}: {Way(connector)}");
        }

        screen.Step("Copying");
        var run = new CopyRun(api, topics, new LineCounter(folder.OutputFile), worker.Ended, time);
        var end = await screen.ShowCopyAsync(
            sent.Length,
            show => run.FollowAsync(
                sent.Length,
                started,
                state =>
                {
                    Doing = Text($"copying: {state.InTopic:N0} of {state.Lines + 1:N0} records in the topic, {state.Written:N0} of {state.Lines:N0} lines written, {state.Committed:N0} records committed by the sink");
                    show(state);
                },
                cancellationToken));

        Doing = "comparing what arrived with what was sent";
        return await CompareAsync(worker, topics, end, cancellationToken);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Way(CreateConnector connector)
    {
        string Simple(string setting) => connector.Config[setting][(connector.Config[setting].LastIndexOf('.') + 1)..];
        var transforms = connector.Config.TryGetValue("transforms", out var names)
            ? names.Split(',').Select(n => Simple($"transforms.{n}.type"))
            : [];
        return string.Join(", ", [Simple("connector.class"), .. transforms, Simple("value.converter")]);
    }

    private async Task FindPluginsAsync(WorkerApi api, DemoWorker worker, CancellationToken cancellationToken)
    {
        Doing = "waiting for GET /connector-plugins";
        var plugins = await api.PluginsAsync(cancellationToken);
        screen.Step(Text($"GET {new Uri(worker.RestUrl, "connector-plugins")} lists {plugins.Count} plugins, with connectors"));
        foreach (var plugin in plugins.Where(p => p.Type is "source" or "sink"))
        {
            var origin = plugin.Class == ExamplePlugin.ConnectorClass ? $" (from {zipName})" : string.Empty;
            screen.Detail($"{plugin.Type} {plugin.Class} {plugin.Version}{origin}");
        }

        var missing = DemoPlan.ConnectorClasses.Where(c => plugins.All(p => p.Class != c)).ToArray();
        if (missing.Length > 0)
        {
            throw new DemoException(
                $"GET /connector-plugins does not list {string.Join(", ", missing)}. The worker's log says what became of {Path.Combine(folder.Plugins, zipName)} and of its own plugin.path.");
        }
    }

    private async Task<IReadOnlyList<string>> CompareAsync(
        DemoWorker worker, TopicWatch topics, CopyState end, CancellationToken cancellationToken)
    {
        var differences = new List<string>(
            Comparison.Differences(sent, File.Exists(folder.OutputFile) ? await File.ReadAllLinesAsync(folder.OutputFile, cancellationToken) : []));
        if (end.InTopic != sent.Length + 1)
        {
            differences.Add(Text($"the topic {DemoPlan.Topic} holds {end.InTopic:N0} records and not {sent.Length + 1:N0}"));
        }

        var deadLetters = await topics.CountAsync(DemoPlan.DeadLetters, cancellationToken);
        if (deadLetters != 1)
        {
            differences.Add(Text($"the dead letter queue {DemoPlan.DeadLetters} holds {deadLetters:N0} records and not 1"));
        }

        if (deadLetters > 0)
        {
            var record = await topics.ReadAsync(DemoPlan.DeadLetters, 0, cancellationToken);
            screen.Step($"The record in the dead letter queue {DemoPlan.DeadLetters}, with its headers");
            screen.Pairs([KeyValuePair.Create("value", record.Value), .. record.Headers]);
            differences.AddRange(DeadLetterCheck.Differences(record));
            if (DeadLetterCheck.OriginalOffset(record) is { } offset && offset < end.InTopic
                && (await topics.ReadAsync(DemoPlan.Topic, offset, cancellationToken)).Value is var original && original != DemoInput.BadLine)
            {
                differences.Add(Text($"the dead letter says that it lies at offset {offset} of {DemoPlan.Topic}, and there lies <{original}>"));
            }
        }

        if (differences.Count == 0)
        {
            await TellAsync(worker, topics, end, cancellationToken);
        }

        return differences;
    }

    private async Task TellAsync(DemoWorker worker, TopicWatch topics, CopyState end, CancellationToken cancellationToken)
    {
        var first = await topics.ReadAsync(DemoPlan.Topic, 0, cancellationToken);
        if (first.Value == DemoInput.BadLine)
        {
            first = await topics.ReadAsync(DemoPlan.Topic, 1, cancellationToken);
        }

        screen.Step($"A record as it lies in the topic {DemoPlan.Topic}");
        screen.Detail(first.Value ?? "null");
        screen.Step("Proved");
        screen.Proved($"the worker found {ExamplePlugin.ConnectorClass} in {zipName} and ran it");
        screen.Proved(Text($"{sent.Length:N0} lines arrived, every line once and in order: {folder.OutputFile}"));
        screen.Proved(Text($"they took {end.Elapsed.TotalSeconds:N1} s from the first POST to the last line, {end.Rate:N0} a second"));
        screen.Proved("the bad record went to the dead letter queue, with headers that say why, and stopped nothing");
        screen.Proved(Text($"the sink has committed all {end.Committed:N0} records"));
        screen.Step($"REST listens on {worker.RestUrl}");
        if (!options.Exit)
        {
            screen.Detail($"curl -s '{new Uri(worker.RestUrl, "connectors?expand=status")}'");
            screen.Detail($"curl -s '{new Uri(worker.RestUrl, "connector-plugins")}'");
            screen.Detail($"curl -s -X PUT '{new Uri(worker.RestUrl, $"connectors/{DemoPlan.Sink}/pause")}'");
        }
    }
}
