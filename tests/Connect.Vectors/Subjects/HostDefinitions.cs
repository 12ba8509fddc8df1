using Connect.Abi;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Errors;
using Connect.Abi.Transforms;
using Connect.Configuration;
using Connect.PluginLoading;
using Connect.TestVectors;
using Connect.Vectors.Plugins;

namespace Connect.Vectors.Subjects;

/// <summary>The definitions of settings by the Java class that has them: the host's own, and the plugins'.</summary>
/// <param name="plugins">The plugins.</param>
internal sealed class HostDefinitions(HostPlugins plugins)
{
    private const string Runtime = "org.apache.kafka.connect.runtime.";

    /// <summary>The settings of a class or of a part of it.</summary>
    /// <param name="vector">A case with an <c>owner</c>.</param>
    public ConfigDef Of(VectorCase vector)
    {
        var owner = vector.Text("owner")!;
        return owner.StartsWith(Runtime, StringComparison.Ordinal) ? OfHost(owner[Runtime.Length..], vector) : OfPlugin(owner);
    }

    private ConfigDef OfHost(string owner, VectorCase vector) => owner switch
    {
        "ConnectorConfig" => ConnectorDefinition.Common(),
        "SourceConnectorConfig" => ConnectorDefinition.Source(),
        "SinkConnectorConfig" => ConnectorDefinition.Sink(),
        "standalone.StandaloneConfig" => WorkerDefinition.Standalone(),
        "distributed.DistributedConfig" => WorkerDefinition.Distributed(),
        "rest.RestServerConfig#public" => RestDefinition.AddPublic(new ConfigDef()),
        "rest.RestServerConfig#internal" => RestDefinition.AddInternal(new ConfigDef()),
        "TaskConfig" => ConnectorDefinition.Task(),
        "TopicCreationConfig#default" => TopicCreationDefinition.Default(),
        "TopicCreationConfig#group" => TopicCreationDefinition.Named("grp", 2, 3),
        "SourceConnectorConfig#withDefaultTopicGroup" => TopicCreationDefinition.WithDefaultGroup(ConnectorDefinition.Source()),
        "SourceConnectorConfig#enriched" => TopicCreationDefinition.WithGroups(ConnectorDefinition.Source(), ["g1", "g2"], 1, 3),
        "SourceConnectorConfig#enrichedAdds" or "SinkConnectorConfig#enrichedAdds" => EnrichedDefinition.Of(
            new ConfigDef(),
            vector["props"].EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()),
            new PluginOffers { Definition = (_, className, _) => OfPlugin(className), DefaultVersion = (_, _) => "4.3.1" },
            requireAll: true),
        _ => throw new InvalidDataException($"The host has no settings of {owner}"),
    };

    private ConfigDef OfPlugin(string className)
    {
        var kind = plugins.KindOf(className) ?? throw new ConfigException($"The host ships no class {className}");
        return kind switch
        {
            PluginKind.Source or PluginKind.Sink => plugins.Use<Connector, ConfigDef>(kind, className, connector => connector.ConfigDef),
            PluginKind.Converter => plugins.Use<IConverter, ConfigDef>(kind, className, converter => converter.ConfigDef),
            PluginKind.HeaderConverter => plugins.Use<IHeaderConverter, ConfigDef>(kind, className, converter => converter.ConfigDef),
            PluginKind.Transformation => plugins.Use<ITransformation, ConfigDef>(kind, className, transformation => transformation.ConfigDef),
            PluginKind.Predicate => plugins.Use<IPredicate, ConfigDef>(kind, className, predicate => predicate.ConfigDef),
            _ => throw new InvalidDataException($"{className} is a {kind}, which has no definition"),
        };
    }
}
