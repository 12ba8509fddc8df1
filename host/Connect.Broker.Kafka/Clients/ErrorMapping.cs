using Confluent.Kafka;

namespace Connect.Broker.Kafka.Clients;

/// <summary>Turns the client library's errors into the seam's.</summary>
internal static class ErrorMapping
{
    /// <summary>Wraps an error with what was tried.</summary>
    public static BrokerException ToBroker(Error error, string what, Exception? inner = null) => new(
        CodeOf(error.Code), $"{what}: {Reason(error)} ({error.Code}).", IsRetriable(error), inner);

    /// <summary>Wraps an exception with what was tried.</summary>
    public static BrokerException ToBroker(KafkaException exception, string what) => exception switch
    {
        KafkaTxnRequiresAbortException when CodeOf(exception.Error.Code) != BrokerErrorCode.Fenced => new BrokerException(
            BrokerErrorCode.TransactionAborted, $"{what}: {Reason(exception.Error)} ({exception.Error.Code}).", true, exception),
        TopicPartitionOffsetException partitions when FirstError(partitions) is { } first => ToBroker(first, what, exception),
        _ => ToBroker(exception.Error, what, exception),
    };

    public static BrokerErrorCode CodeOf(ErrorCode code) => code switch
    {
        ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut
            or ErrorCode.Local_MsgTimedOut or ErrorCode.Local_TimedOutQueue or ErrorCode.Local_WaitCoord or ErrorCode.Local_QueueFull
            or ErrorCode.RequestTimedOut or ErrorCode.BrokerNotAvailable or ErrorCode.NetworkException
            or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress or ErrorCode.NotCoordinatorForGroup
            or ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderForPartition or ErrorCode.NotEnoughReplicas
            or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.NotController => BrokerErrorCode.Unavailable,
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition => BrokerErrorCode.UnknownTopicOrPartition,
        ErrorCode.TopicAlreadyExists => BrokerErrorCode.TopicAlreadyExists,
        ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.TransactionalIdAuthorizationFailed => BrokerErrorCode.NotAuthorized,
        ErrorCode.Local_Authentication or ErrorCode.Local_Ssl or ErrorCode.SaslAuthenticationFailed
            or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState => BrokerErrorCode.AuthenticationFailed,
        ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => BrokerErrorCode.RecordTooLarge,
        ErrorCode.InvalidMsg or ErrorCode.InvalidRecord or ErrorCode.InvalidTimestamp or ErrorCode.InvalidConfig
            or ErrorCode.InvalidPartitions or ErrorCode.InvalidReplicationFactor or ErrorCode.InvalidRequest
            or ErrorCode.InvalidReplicaAssignment or ErrorCode.PolicyViolation or ErrorCode.TopicException
            or ErrorCode.InvalidGroupId or ErrorCode.InvalidSessionTimeout or ErrorCode.InconsistentGroupProtocol
            or ErrorCode.InvalidTransactionTimeout or ErrorCode.OffsetMetadataTooLarge or ErrorCode.InvalidRequiredAcks
            or ErrorCode.Local_InvalidArg => BrokerErrorCode.Invalid,
        ErrorCode.Local_Fenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch
            or ErrorCode.FencedInstanceId => BrokerErrorCode.Fenced,
        ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.RebalanceInProgress
            or ErrorCode.Local_AssignmentLost or ErrorCode.Local_MaxPollExceeded => BrokerErrorCode.NotInGroup,
        ErrorCode.NonEmptyGroup or ErrorCode.GroupSubscribedToTopic => BrokerErrorCode.GroupNotEmpty,
        ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_NoOffset => BrokerErrorCode.OffsetOutOfRange,
        ErrorCode.UnsupportedVersion or ErrorCode.Local_UnsupportedFeature or ErrorCode.UnsupportedForMessageFormat
            or ErrorCode.Local_NotImplemented => BrokerErrorCode.NotSupported,
        ErrorCode.Local_Destroy or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight => BrokerErrorCode.Closed,
        _ => BrokerErrorCode.Other,
    };

    public static bool IsRetriable(Error error) => !error.IsFatal && CodeOf(error.Code) switch
    {
        BrokerErrorCode.Unavailable => true,

        // As in Java: a rebalance passes, and a topic may come.
        BrokerErrorCode.NotInGroup => error.Code is ErrorCode.RebalanceInProgress,
        BrokerErrorCode.UnknownTopicOrPartition => true,
        _ => error.Code is ErrorCode.UnstableOffsetCommit or ErrorCode.ConcurrentTransactions
            or ErrorCode.KafkaStorageError or ErrorCode.ThrottlingQuotaExceeded
            or ErrorCode.OffsetNotAvailable or ErrorCode.Local_InProgress,
    };

    private static Error? FirstError(TopicPartitionOffsetException exception)
    {
        foreach (var result in exception.Results)
        {
            if (result.Error.IsError)
            {
                return result.Error;
            }
        }

        return null;
    }

    private static string Reason(Error error) => error.Reason.TrimEnd('.');
}
