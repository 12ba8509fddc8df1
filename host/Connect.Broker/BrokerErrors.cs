using Connect.Abi.Errors;

namespace Connect.Broker;

/// <summary>The kinds of failure that callers tell apart.</summary>
public enum BrokerErrorCode
{
    /// <summary>Anything else; the message tells.</summary>
    Other,

    /// <summary>No server answers, or the answer did not come in time.</summary>
    Unavailable,

    /// <summary>The topic or partition does not exist.</summary>
    UnknownTopicOrPartition,

    /// <summary>The topic exists already.</summary>
    TopicAlreadyExists,

    /// <summary>Not allowed for these credentials.</summary>
    NotAuthorized,

    /// <summary>Authentication or encryption failed.</summary>
    AuthenticationFailed,

    /// <summary>A record is larger than allowed.</summary>
    RecordTooLarge,

    /// <summary>The record or request is invalid (compacted topic without key, bad configuration …).</summary>
    Invalid,

    /// <summary>A newer writer has the same transactional id.</summary>
    Fenced,

    /// <summary>The transaction must be aborted; a new one may succeed.</summary>
    TransactionAborted,

    /// <summary>The member is not, or not any more, in the group's generation.</summary>
    NotInGroup,

    /// <summary>The group has active members.</summary>
    GroupNotEmpty,

    /// <summary>An offset is outside the partition and no reset is configured.</summary>
    OffsetOutOfRange,

    /// <summary>The operation is not supported by this log.</summary>
    NotSupported,

    /// <summary>The client is closed.</summary>
    Closed,
}

/// <summary>A failure of the record log, whoever implements it.</summary>
public sealed class BrokerException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="code">The kind of failure.</param>
    /// <param name="message">A sentence that names what was tried and with which servers, topic or group.</param>
    /// <param name="isRetriable">Whether the same call may succeed later.</param>
    /// <param name="innerException">The client library's own, or null.</param>
    public BrokerException(BrokerErrorCode code, string message, bool isRetriable = false, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        IsRetriable = isRetriable;
    }

    /// <summary>The kind of failure.</summary>
    public BrokerErrorCode Code { get; }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsRetriable { get; }
}

/// <summary>Client settings that are refused.</summary>
public sealed class BrokerSettingException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="findings">All refused settings, at least one.</param>
    public BrokerSettingException(IReadOnlyList<ClientSettingFinding> findings)
        : base(string.Join(" ", findings.Select(f => f.Message))) => Findings = findings;

    /// <summary>All refused settings.</summary>
    public IReadOnlyList<ClientSettingFinding> Findings { get; }
}
