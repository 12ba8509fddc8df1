using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Embedded.Committing;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Administration;

/// <summary>Finds topics for clients, and makes those that are missing where that is wished. Thread-safe.</summary>
internal sealed class TopicResolver(TopicCatalog catalog, CommitQueue queue)
{
    private static readonly Dictionary<string, string> NoConfigs = [];

    public TopicCatalog Catalog => catalog;

    /// <summary>Finds a topic, or makes it with one partition.</summary>
    public bool TryResolve(
        string name, bool create, [NotNullWhen(true)] out Topic? topic, [NotNullWhen(false)] out BrokerException? error)
    {
        error = null;
        if (catalog.TryGet(name, out topic))
        {
            return true;
        }

        try
        {
            if (create)
            {
                CreateTopicWork.For(catalog, new NewTopic(name, null, null, NoConfigs)).Run(queue, CancellationToken.None);
                if (catalog.TryGet(name, out topic))
                {
                    return true;
                }
            }

            error = new BrokerException(BrokerErrorCode.UnknownTopicOrPartition, $"The topic {name} does not exist in the embedded log.");
        }
        catch (BrokerException e)
        {
            error = e;
        }

        return false;
    }
}
