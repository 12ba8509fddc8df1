using System.Globalization;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using OffsetAndMetadata = Connect.Abi.Records.OffsetAndMetadata;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>Asks the log for committed, first and next offsets, and derives positions from them.</summary>
internal sealed class OffsetLookups(
    IConsumer<Ignore, Ignore> consumer, nint client, MappedSettings settings, ClientLog log, BlockingCalls calls, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public Dictionary<TopicPartition, OffsetAndMetadata> Committed(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TopicPartition, OffsetAndMetadata>(partitions.Count);
        if (partitions.Count == 0)
        {
            return found;
        }

        var what = $"Asking for committed offsets of group '{settings.GroupId}' at {settings.Servers}";
        return Run(
            timeout => NativeOffsets.Committed(client, partitions, timeout, found) is var code and not ErrorCode.NoError
                ? throw new KafkaException(code) : found,
            what,
            cancellationToken);
    }

    public Dictionary<TopicPartition, OffsetRange> Offsets(
        IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<TopicPartition, OffsetRange>(partitions.Count);
        foreach (var partition in partitions)
        {
            var asked = new Confluent.Kafka.TopicPartition(partition.Topic, partition.Partition);
            var what = $"Asking for the offsets of {partition} at {settings.Servers}";
            var answer = Run(timeout => consumer.QueryWatermarkOffsets(asked, timeout), what, cancellationToken);
            found[partition] = new OffsetRange(answer.Low.Value, answer.High.Value);
        }

        return found;
    }

    /// <summary>Where partitions are read from when nothing else was said: the committed offset, else as <c>auto.offset.reset</c> says.</summary>
    public Dictionary<TopicPartition, long> Starts(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TopicPartition, long>(partitions.Count);
        var committed = settings.GroupId is null ? [] : Committed(partitions, cancellationToken);
        foreach (var partition in partitions)
        {
            if (committed.TryGetValue(partition, out var offset))
            {
                starts[partition] = offset.Offset;
                continue;
            }

            if (settings.Reset == OffsetReset.None)
            {
                throw new BrokerException(
                    BrokerErrorCode.OffsetOutOfRange,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{partition} has no committed offset in group '{settings.GroupId}', and auto.offset.reset is none."));
            }

            var range = Offsets([partition], cancellationToken)[partition];
            starts[partition] = settings.Reset == OffsetReset.Earliest ? range.Beginning : range.End;
        }

        return starts;
    }

    // One request that found no answer, or the wrong server, ends librdkafka's call early: it is made again while there is time.
    private T Run<T>(Func<TimeSpan, T> call, string what, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var left = settings.ApiTimeout - time.GetElapsedTime(begun);
            try
            {
                return calls.Run(() => call(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1)), cancellationToken);
            }
            catch (KafkaException e) when (ErrorMapping.CodeOf(e.Error.Code) == BrokerErrorCode.Unavailable)
            {
                if (time.GetElapsedTime(begun) + Pause >= settings.ApiTimeout)
                {
                    throw log.TimedOut(what, settings.ApiTimeout, e);
                }
            }
            catch (KafkaException e)
            {
                throw ErrorMapping.ToBroker(e, $"{what} failed");
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
