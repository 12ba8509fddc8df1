using Connect.Abi.Sources;
using Connect.Broker;
using Connect.Pipeline;
using Connect.PluginLoading;
using Connect.Runtime.Metrics;
using Connect.Runtime.Offsets;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>What a source task is put together from; closed as one.</summary>
internal sealed record SourceTaskParts
{
    public required ConnectorTaskId Id { get; init; }

    public required SourceTask Task { get; init; }

    public required string TaskClassName { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required ISourceTaskContext Context { get; init; }

    public required SourcePipeline Pipeline { get; init; }

    /// <summary>Where records go that failed and are passed over; null for nowhere.</summary>
    public SourceDeadLetters? Letters { get; init; }

    public required IRecordWriter Writer { get; init; }

    public required TopicCreator Topics { get; init; }

    public required SourceOffsetCommitter Offsets { get; init; }

    public required SourceTaskMetrics Metrics { get; init; }

    public required TimeSpan FlushInterval { get; init; }

    public required TimeSpan FlushTimeout { get; init; }

    public required long MaxInflightRecords { get; init; }

    public required long MaxInflightBytes { get; init; }

    public required IRunListener Listener { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Enters the plugin's load context; once a batch.</summary>
    public required Func<PluginScope> Enter { get; init; }

    /// <summary>Closes writer, converters, transformations, metrics and whatever else was opened.</summary>
    public required Action Close { get; init; }
}
