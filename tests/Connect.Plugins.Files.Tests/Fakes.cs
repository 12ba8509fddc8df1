using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Connect.Abi.Sources;
using Microsoft.Extensions.Logging;

namespace Connect.Plugins.Files.Tests;

/// <summary>What a host hands to a source task: a stored offset, and loggers whose warnings can be read.</summary>
internal sealed class FakeSourceContext(IReadOnlyDictionary<string, object?>? offset = null)
    : ISourceTaskContext, IOffsetStorageReader
{
    public ConcurrentQueue<string> Warnings { get; } = new();

    public IReadOnlyDictionary<string, object?>? AskedFor { get; private set; }

    public IReadOnlyDictionary<string, string> Configs => new Dictionary<string, string>();

    public IOffsetStorageReader OffsetStorageReader => this;

    public ITransactionContext? TransactionContext => null;

    public Meter Metrics { get; } = new("test");

    public ILoggerFactory LoggerFactory => new RecordingLoggers(Warnings);

    public ValueTask<IReadOnlyDictionary<string, object?>?> OffsetAsync(
        IReadOnlyDictionary<string, object?> partition, CancellationToken cancellationToken)
    {
        AskedFor = partition;
        return ValueTask.FromResult(offset);
    }

    public ValueTask<IReadOnlyList<SourceOffset>> OffsetsAsync(
        IReadOnlyList<IReadOnlyDictionary<string, object?>> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SourceOffset>>([.. partitions.Select(p => new SourceOffset(p, offset))]);
}

/// <summary>What a host hands to a sink task.</summary>
internal sealed class FakeSinkContext : ISinkTaskContext
{
    public ConcurrentQueue<string> Warnings { get; } = new();

    public IReadOnlyDictionary<string, string> Configs => new Dictionary<string, string>();

    public IReadOnlyCollection<TopicPartition> Assignment => [];

    public IErrantRecordReporter? ErrantRecordReporter => null;

    public Meter Metrics { get; } = new("test");

    public ILoggerFactory LoggerFactory => new RecordingLoggers(Warnings);

    public void Offset(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
    }

    public void Offset(TopicPartition partition, long offset)
    {
    }

    public void Timeout(TimeSpan timeout)
    {
    }

    public void Pause(params ReadOnlySpan<TopicPartition> partitions)
    {
    }

    public void Resume(params ReadOnlySpan<TopicPartition> partitions)
    {
    }

    public void RequestCommit()
    {
    }
}

internal sealed class RecordingLoggers(ConcurrentQueue<string> warnings) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            warnings.Enqueue(formatter(state, exception));
        }
    }
}
