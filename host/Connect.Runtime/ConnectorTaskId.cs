using System.Globalization;

namespace Connect.Runtime;

/// <summary>A task of a connector.</summary>
/// <param name="Connector">The connector's name.</param>
/// <param name="Task">The task's number, from 0.</param>
public readonly record struct ConnectorTaskId(string Connector, int Task) : IComparable<ConnectorTaskId>
{
    /// <inheritdoc/>
    public int CompareTo(ConnectorTaskId other)
    {
        var byConnector = string.CompareOrdinal(Connector, other.Connector);
        return byConnector != 0 ? byConnector : Task.CompareTo(other.Task);
    }

    /// <summary>The usual text: <c>connector-0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Connector}-{Task}");
}
