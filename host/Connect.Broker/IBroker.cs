namespace Connect.Broker;

/// <summary>
/// The one seam to a record log: lends writers, readers and administration. Settings come under Java's names
/// (<c>acks</c>, <c>group.id</c>, <c>auto.offset.reset</c>, <c>transactional.id</c> …), already merged from worker and connector.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Disposing the broker closes what it still lends. Each lent object is owned by its borrower, who disposes it; the broker may
/// share one underlying client between several of them where their effective settings are equal.
/// </remarks>
public interface IBroker : IAsyncDisposable
{
    /// <summary>
    /// Checks settings for a client without opening one: what is unknown, without meaning here or refused.
    /// </summary>
    /// <param name="kind">The kind of client that the settings are for.</param>
    /// <param name="settings">Java's client settings, merged.</param>
    /// <returns>All findings, worst first; empty when there is nothing to say.</returns>
    IReadOnlyList<ClientSettingFinding> CheckSettings(ClientKind kind, IReadOnlyDictionary<string, string> settings);

    /// <summary>Opens a writer. One a source task, as Java has one producer a task.</summary>
    /// <param name="settings">Java's producer settings; what is missing gets Connect's default.</param>
    /// <exception cref="BrokerSettingException">A setting is refused or has a value that is not allowed.</exception>
    IRecordWriter OpenWriter(IReadOnlyDictionary<string, string> settings);

    /// <summary>Opens a reader. One a sink task, as Java has one consumer a task.</summary>
    /// <param name="settings">Java's consumer settings; what is missing gets Connect's default.</param>
    /// <exception cref="BrokerSettingException">A setting is refused or has a value that is not allowed.</exception>
    IRecordReader OpenReader(IReadOnlyDictionary<string, string> settings);

    /// <summary>Opens the administration of topics and groups.</summary>
    /// <param name="settings">Java's admin settings; what is missing gets Connect's default.</param>
    /// <exception cref="BrokerSettingException">A setting is refused or has a value that is not allowed.</exception>
    IBrokerAdmin OpenAdmin(IReadOnlyDictionary<string, string> settings);
}

/// <summary>The kinds of client that settings are checked for.</summary>
public enum ClientKind
{
    /// <summary>A producer.</summary>
    Writer,

    /// <summary>A consumer.</summary>
    Reader,

    /// <summary>An admin client.</summary>
    Admin,
}

/// <summary>What the broker makes of one client setting that it does not simply apply.</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Severity">Whether the setting is passed over or refused.</param>
/// <param name="Message">A whole sentence that names the setting, says what happens and what to do.</param>
public sealed record ClientSettingFinding(string Name, ClientSettingSeverity Severity, string Message);

/// <summary>How serious a <see cref="ClientSettingFinding"/> is.</summary>
public enum ClientSettingSeverity
{
    /// <summary>The setting has no meaning here; it is accepted and passed over.</summary>
    Ignored,

    /// <summary>Ignoring the setting would weaken delivery, security or placement, or its value is not allowed: refused.</summary>
    Refused,
}
