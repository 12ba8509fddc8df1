using System.Diagnostics.Metrics;
using Connect.Abi.Errors;
using Connect.Abi.Records;
using Connect.Abi.Sinks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Abi.TestKit.Sinks;

/// <summary>What the host hands to a sink task, without a reporter of errant records.</summary>
internal sealed class SinkContext(IReadOnlyDictionary<string, string> settings) : ISinkTaskContext, IDisposable
{
    private readonly HashSet<TopicPartition> assigned = [];

    public IReadOnlyDictionary<string, string> Configs => settings;

    public IReadOnlyCollection<TopicPartition> Assignment => assigned;

    public IErrantRecordReporter? ErrantRecordReporter => null;

    public Meter Metrics { get; } = new("task");

    public ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public void Assign(TopicPartition partition) => assigned.Add(partition);

    public void Revoke(TopicPartition partition) => assigned.Remove(partition);

    public void Offset(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        // The suite gives its records whatever position the sink wants: all of them are new to it.
    }

    public void Offset(TopicPartition partition, long offset)
    {
        // As the other.
    }

    public void Timeout(TimeSpan timeout)
    {
        // The suite delivers again at once.
    }

    public void Pause(params ReadOnlySpan<TopicPartition> partitions) => EnsureAssigned(partitions);

    public void Resume(params ReadOnlySpan<TopicPartition> partitions) => EnsureAssigned(partitions);

    public void RequestCommit()
    {
        // The suite asks for offsets after each put.
    }

    public void Dispose() => Metrics.Dispose();

    private void EnsureAssigned(ReadOnlySpan<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!assigned.Contains(partition))
            {
                throw new IllegalWorkerStateException($"{partition} is not assigned to the task; it has {string.Join(", ", assigned)}");
            }
        }
    }
}
