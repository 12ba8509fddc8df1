using Connect.Abi.Errors;

namespace Connect.Cluster;

/// <summary>A connector's configuration has errors; the message lists them all.</summary>
public sealed class InvalidConnectorConfigException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">All errors.</param>
    public InvalidConnectorConfigException(string message)
        : base(message)
    {
    }
}

/// <summary>A request that does not fit what is there: offsets of a connector that is not stopped, a name that differs.</summary>
public sealed class BadRequestException : ConnectException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What does not fit.</param>
    public BadRequestException(string message)
        : base(message)
    {
    }
}
