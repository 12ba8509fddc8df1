using Connect.Abi.Errors;

namespace Connect.Abi.Configuration;

/// <summary>Decides which settings of the worker's Kafka clients a connector may override.</summary>
/// <remarks>Lifecycle: made by its parameterless constructor, <see cref="Configure"/> once, questions, <see cref="IDisposable.Dispose"/> once.</remarks>
public interface IConnectorClientConfigOverridePolicy : IDisposable
{
    /// <summary>Called once before any question.</summary>
    /// <param name="settings">The worker's settings.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Checks the overrides of one kind of client.</summary>
    /// <param name="request">Who wants to override what.</param>
    /// <returns>One value an override, with an error message where it is not allowed.</returns>
    IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request);

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}

/// <summary>Which kind of client a request is about.</summary>
public enum ClientType
{
    /// <summary>The producer of a source's tasks, or of a dead letter queue.</summary>
    Producer,

    /// <summary>The consumer of a sink's tasks.</summary>
    Consumer,

    /// <summary>The admin client that makes topics.</summary>
    Admin,
}

/// <summary>Which kind of connector a request is about.</summary>
public enum ConnectorType
{
    /// <summary>It writes to the log.</summary>
    Source,

    /// <summary>It reads from the log.</summary>
    Sink,
}

/// <summary>A connector's wish to override settings of one kind of client.</summary>
/// <param name="ConnectorName">The connector's name.</param>
/// <param name="ConnectorType">What kind of connector it is.</param>
/// <param name="ConnectorClass">Its class, by the name under which it is listed.</param>
/// <param name="ClientProperties">The overrides, without the prefix.</param>
/// <param name="ClientType">The kind of client.</param>
public sealed record ConnectorClientConfigRequest(
    string ConnectorName,
    ConnectorType ConnectorType,
    string ConnectorClass,
    IReadOnlyDictionary<string, object?> ClientProperties,
    ClientType ClientType);
