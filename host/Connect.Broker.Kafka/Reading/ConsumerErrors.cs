using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Connect.Broker.Kafka.Settings;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Abi.Records.TopicPartition;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Errors among the messages of a poll: librdkafka overcomes most by itself, so they are told; those that it can't are thrown, after
/// the records before them were returned.
/// </summary>
internal sealed unsafe partial class ConsumerErrors(RecordDecoder decoder, TopicSelection topics, MappedSettings settings, ILogger logger)
{
    private BrokerException? _waiting;

    /// <summary>Where the decoder puts errors.</summary>
    public List<nint> Messages { get; } = [];

    public void ThrowIfAny()
    {
        var waiting = _waiting;
        _waiting = null;
        if (waiting is not null)
        {
            throw waiting;
        }
    }

    public bool IsStale(nint message, ReaderPositions positions)
    {
        var native = (NativeMessage*)message;
        return native->Error == ErrorCode.NoError && positions.WasRevoked(new TopicPartition(decoder.TopicOf(native), native->Partition));
    }

    /// <summary>Looks at the errors of this poll, while their messages live.</summary>
    public void Take()
    {
        foreach (var message in Messages)
        {
            Take((NativeMessage*)message);
        }

        Messages.Clear();
    }

    private void Take(NativeMessage* message)
    {
        var code = message->Error;
        var topic = decoder.TopicOf(message);
        var text = Librdkafka.TextOf(message);
        switch (code)
        {
            case ErrorCode.Local_PartitionEOF:
                return;
            case ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition:
                topics.Missing(topic);
                return;
            case ErrorCode.GroupAuthorizationFailed when settings.GroupId is null:
                return;
            case ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
                or ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_Fatal or ErrorCode.Local_Fenced or ErrorCode.FencedInstanceId
                or ErrorCode.InvalidSessionTimeout or ErrorCode.InconsistentGroupProtocol or ErrorCode.InvalidGroupId
                or ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_BadMsg:
                _waiting ??= new BrokerException(
                    ErrorMapping.CodeOf(code),
                    $"Reading {(topic.Length > 0 ? $"topic '{topic}' " : "")}in group '{settings.GroupId}' at {settings.Servers} failed: "
                    + $"{text.TrimEnd('.')} ({code}).");
                return;
            default:
                Log.Overcome(logger, settings.GroupId ?? "", settings.Servers, text, code);
                return;
        }
    }
}
