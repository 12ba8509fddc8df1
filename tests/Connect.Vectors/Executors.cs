using Connect.TestVectors;
using Connect.Vectors.Plugins;
using Connect.Vectors.Subjects;

namespace Connect.Vectors;

/// <summary>What runs which subject.</summary>
internal static class Executors
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<IVectorExecutor> All(HostPlugins plugins) =>
    [
        new JsonConverterExecutor(plugins),
        new PrimitiveConverterExecutor(plugins),
        new HeaderConverterExecutor(plugins),
        new TransformsExecutor(plugins),
        new ConfigsExecutor(plugins),
        new ConfigDefExecutor(),
        new SchemaExecutor(),
        new KafkaPartitionerExecutor(),
        new OffsetsExecutor(),
        new AvroBinaryExecutor(),
        new AvroDataExecutor(plugins),
        new RegistryHttpExecutor(plugins),
    ];
}
