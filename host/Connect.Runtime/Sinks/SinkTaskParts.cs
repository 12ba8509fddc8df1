using System.Text.RegularExpressions;
using Connect.Abi.Sinks;
using Connect.Broker;
using Connect.Pipeline;
using Connect.PluginLoading;
using Connect.Runtime.Metrics;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>What a sink task is put together from; closed as one.</summary>
internal sealed record SinkTaskParts
{
    public required ConnectorTaskId Id { get; init; }

    public required SinkTask Task { get; init; }

    public required string TaskClassName { get; init; }

    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    public required SinkTaskContext Context { get; init; }

    public required SinkPipeline Pipeline { get; init; }

    public required IRecordReader Reader { get; init; }

    /// <summary>The topics to read, where <see cref="TopicsPattern"/> is null.</summary>
    public required IReadOnlyCollection<string> Topics { get; init; }

    /// <summary>Which topics to read, by their whole names; null where <see cref="Topics"/> lists them.</summary>
    public required Regex? TopicsPattern { get; init; }

    /// <summary>Dead letters; null where none are kept.</summary>
    public required DeadLetterQueue? DeadLetters { get; init; }

    public required SinkTaskMetrics Metrics { get; init; }

    public required TimeSpan CommitInterval { get; init; }

    public required TimeSpan CommitTimeout { get; init; }

    public required TimeSpan MaxPollInterval { get; init; }

    public required IRunListener Listener { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Enters the plugin's load context; once a batch.</summary>
    public required Func<PluginScope> Enter { get; init; }

    /// <summary>Closes reader, writer, converters, transformations, metrics and whatever else was opened.</summary>
    public required Action Close { get; init; }
}
