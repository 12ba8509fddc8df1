using System.Globalization;

namespace Connect.Host.Demo;

/// <summary>The settings of the worker and of the connectors, as a user would write them.</summary>
internal static class DemoPlan
{
    /// <summary>The source that reads the input.</summary>
    public const string Source = "demo-source";

    /// <summary>The source that plants the bad record.</summary>
    public const string BadSource = "demo-bad-record";

    /// <summary>The sink.</summary>
    public const string Sink = "demo-sink";

    /// <summary>The topic between them.</summary>
    public const string Topic = "demo-orders";

    /// <summary>The dead letter queue.</summary>
    public const string DeadLetters = "demo-dead-letters";

    /// <summary>The group whose committed offsets are the sink's.</summary>
    public const string SinkGroup = "connect-" + Sink;

    private const string FileSource = "org.apache.kafka.connect.file.FileStreamSourceConnector";
    private const string FileSink = "org.apache.kafka.connect.file.FileStreamSinkConnector";
    private const string StringConverter = "org.apache.kafka.connect.storage.StringConverter";
    private const string JsonConverter = "org.apache.kafka.connect.json.JsonConverter";
    private const string Transforms = "org.apache.kafka.connect.transforms.";

    /// <summary>The connectors that the worker must offer.</summary>
    public static IReadOnlyList<string> ConnectorClasses { get; } = [ExamplePlugin.ConnectorClass, FileSource, FileSink];

    /// <summary>The worker's settings.</summary>
    /// <param name="folder">The demo's folder.</param>
    /// <param name="port">Where REST is to listen.</param>
    public static IReadOnlyDictionary<string, string> Worker(DemoFolder folder, int port) => new Dictionary<string, string>
    {
        ["bootstrap.servers"] = "embedded:" + folder.Log,
        ["plugin.path"] = folder.Plugins,
        ["listeners"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"),
        ["offset.storage.file.filename"] = folder.Offsets,
        ["offset.flush.interval.ms"] = "1000",

        // What connectors get that say nothing; the demo's all say what they want.
        ["key.converter"] = StringConverter,
        ["value.converter"] = StringConverter,
    };

    /// <summary>Reads the input, wraps each line into a struct and notes where it came from.</summary>
    /// <param name="folder">The demo's folder.</param>
    public static CreateConnector SourceOf(DemoFolder folder) => new(Source, new Dictionary<string, string>
    {
        ["connector.class"] = ExamplePlugin.ConnectorClass,
        ["tasks.max"] = "1",
        [ExamplePlugin.DirectorySetting] = folder.Input,
        ["topic"] = Topic,
        ["key.converter"] = StringConverter,
        ["value.converter"] = JsonConverter,
        ["value.converter.schemas.enable"] = "true",
        ["transforms"] = "hoist,insert",
        ["transforms.hoist.type"] = Transforms + "HoistField$Value",
        ["transforms.hoist.field"] = "line",
        ["transforms.insert.type"] = Transforms + "InsertField$Value",
        ["transforms.insert.static.field"] = "origin",
        ["transforms.insert.static.value"] = "demo",
        ["transforms.insert.topic.field"] = "topic",
        ["topic.creation.default.partitions"] = "1",
        ["topic.creation.default.replication.factor"] = "1",
    });

    /// <summary>Sends one line as it is, which is not the JSON that the sink expects.</summary>
    /// <param name="folder">The demo's folder.</param>
    public static CreateConnector BadSourceOf(DemoFolder folder) => new(BadSource, new Dictionary<string, string>
    {
        ["connector.class"] = FileSource,
        ["tasks.max"] = "1",
        ["file"] = folder.BadInputFile,
        ["topic"] = Topic,
        ["key.converter"] = StringConverter,
        ["value.converter"] = StringConverter,
    });

    /// <summary>Takes the line out of the struct and writes it; what it can't read goes to the dead letter queue.</summary>
    /// <param name="folder">The demo's folder.</param>
    public static CreateConnector SinkOf(DemoFolder folder) => new(Sink, new Dictionary<string, string>
    {
        ["connector.class"] = FileSink,
        ["tasks.max"] = "1",
        ["file"] = folder.OutputFile,
        ["topics"] = Topic,
        ["key.converter"] = StringConverter,
        ["value.converter"] = JsonConverter,
        ["value.converter.schemas.enable"] = "true",
        ["transforms"] = "line",
        ["transforms.line.type"] = Transforms + "ExtractField$Value",
        ["transforms.line.field"] = "line",
        ["errors.tolerance"] = "all",
        ["errors.deadletterqueue.topic.name"] = DeadLetters,
        ["errors.deadletterqueue.topic.replication.factor"] = "1",
        ["errors.deadletterqueue.context.headers.enable"] = "true",
    });
}
