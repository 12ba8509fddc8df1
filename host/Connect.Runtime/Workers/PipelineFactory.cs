using Connect.Abi.Converters;
using Connect.Abi.Transforms;
using Connect.Configuration;
using Connect.Pipeline;
using Connect.PluginLoading;

namespace Connect.Runtime.Workers;

/// <summary>Makes and configures a task's converters, transformations and predicates.</summary>
internal sealed class PipelineFactory(WorkerServices services)
{
    private const string JsonConverter = "org.apache.kafka.connect.json.JsonConverter";

    public ConverterSet Converters(ConnectorTaskId task, ConnectorConfig connector, Opened opened)
    {
        var worker = services.Config;
        return new ConverterSet(
            Converter(connector.KeyConverter ?? worker.KeyConverter, isKey: true, task, opened),
            Converter(connector.ValueConverter ?? worker.ValueConverter, isKey: false, task, opened),
            HeaderConverter(connector.HeaderConverter ?? worker.HeaderConverter, task, opened));
    }

    /// <summary>A converter of its own for dead letters: JSON without schemas, whatever the connector's own converters are.</summary>
    public IConverter DeadLetterConverter(ConnectorTaskId task, Opened opened) => Converter(
        new ConverterSettings(JsonConverter, null, new Dictionary<string, string> { ["schemas.enable"] = "false" }), isKey: false, task, opened).Converter;

    public IReadOnlyList<TransformationStep> Transformations(ConnectorTaskId task, ConnectorConfig connector, Opened opened)
    {
        var steps = new List<TransformationStep>(connector.Transformations.Count);
        foreach (var wanted in connector.Transformations)
        {
            var plugin = services.Plugins.Find(PluginKind.Transformation, wanted.ClassName, wanted.Version);
            var transformation = Open<ITransformation>(plugin, task, opened);
            transformation.Configure(Nullable(wanted.Settings));
            IPredicate? predicate = null;
            if (wanted.Predicate is { } condition)
            {
                predicate = Open<IPredicate>(services.Plugins.Find(PluginKind.Predicate, condition.ClassName, condition.Version), task, opened);
                predicate.Configure(Nullable(condition.Settings));
            }

            steps.Add(new TransformationStep(wanted.Alias, transformation, plugin.ContractName, predicate, wanted.Negate));
        }

        return steps;
    }

    public static ErrorHandling Errors(ConnectorConfig connector) => new()
    {
        TolerateAll = connector.Errors.Tolerance == ErrorTolerance.All,
        RetryTimeout = connector.Errors.RetryTimeout == Timeout.InfiniteTimeSpan ? null : connector.Errors.RetryTimeout,
        RetryDelayMax = connector.Errors.RetryDelayMax,
        LogErrors = connector.Errors.LogEnable,
        LogIncludesMessages = connector.Errors.LogIncludeMessages,
    };

    private NamedConverter<IConverter> Converter(ConverterSettings wanted, bool isKey, ConnectorTaskId task, Opened opened)
    {
        var plugin = services.Plugins.Find(PluginKind.Converter, wanted.ClassName, wanted.Version);
        var converter = Open<IConverter>(plugin, task, opened);
        var settings = Nullable(wanted.Settings);
        settings["converter.type"] = isKey ? "key" : "value";
        converter.Configure(settings, isKey);
        return new NamedConverter<IConverter>(converter, plugin.ContractName);
    }

    private NamedConverter<IHeaderConverter> HeaderConverter(ConverterSettings wanted, ConnectorTaskId task, Opened opened)
    {
        var plugin = services.Plugins.Find(PluginKind.HeaderConverter, wanted.ClassName, wanted.Version);
        var converter = Open<IHeaderConverter>(plugin, task, opened);
        var settings = Nullable(wanted.Settings);
        settings["converter.type"] = "header";
        converter.Configure(settings);
        return new NamedConverter<IHeaderConverter>(converter, plugin.ContractName);
    }

    private T Open<T>(PluginDescription plugin, ConnectorTaskId task, Opened opened)
        where T : class, IDisposable
    {
        var instance = opened.Add(services.Plugins.Create<T>(plugin, new PluginUser(task.Connector, task.Task)));
        return opened.Add(instance.Value);
    }

    private static Dictionary<string, string?> Nullable(IReadOnlyDictionary<string, string> settings)
    {
        var result = new Dictionary<string, string?>(settings.Count + 1, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            result[name] = value;
        }

        return result;
    }
}
