namespace Connect.Broker.Kafka.Settings;

/// <summary>What became of a client's settings: librdkafka's, what this room does itself, and what there is to say.</summary>
internal sealed record MappedSettings
{
    /// <summary>librdkafka's names and values.</summary>
    public required IReadOnlyDictionary<string, string> Client { get; init; }

    /// <summary>All findings, refusals first.</summary>
    public required IReadOnlyList<ClientSettingFinding> Findings { get; init; }

    /// <summary>The servers, as messages name them.</summary>
    public required string Servers { get; init; }

    /// <summary>The client's id, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>How long a call may take.</summary>
    public TimeSpan ApiTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one attempt of the administration's call may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The bytes that may wait in a writer.</summary>
    public long BufferBytes { get; init; }

    /// <summary>How long a write may wait for room; infinite for no end.</summary>
    public TimeSpan MaxBlock { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Whether the writer waits long for batches to fill, so that a flush must hurry it.</summary>
    public bool Lingers { get; init; }

    /// <summary>Whether the writer has a <c>transactional.id</c>.</summary>
    public bool IsTransactional { get; init; }

    /// <summary>The most records that one poll returns.</summary>
    public int MaxPollRecords { get; init; } = 500;

    /// <summary>The reader's group, or null.</summary>
    public string? GroupId { get; init; }

    /// <summary>Where a reader without a committed offset begins.</summary>
    public OffsetReset Reset { get; init; }

    /// <summary>Whether the reader stops at the last stable offset.</summary>
    public bool ReadCommitted { get; init; }

    /// <summary>How often the list of topics is looked up again.</summary>
    public TimeSpan MetadataMaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Throws when a setting is refused.</summary>
    public MappedSettings OrThrow()
    {
        var refused = Findings.Where(f => f.Severity == ClientSettingSeverity.Refused).ToList();
        return refused.Count == 0 ? this : throw new BrokerSettingException(refused);
    }
}

/// <summary>Where a reader without a committed offset begins.</summary>
internal enum OffsetReset
{
    /// <summary>At the first record that is still there.</summary>
    Earliest,

    /// <summary>After the last record.</summary>
    Latest,

    /// <summary>Nowhere: it is an error.</summary>
    None,
}
