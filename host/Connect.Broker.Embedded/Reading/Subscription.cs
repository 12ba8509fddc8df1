using System.Text.RegularExpressions;
using Connect.Broker.Embedded.Administration;
using Connect.Broker.Embedded.Groups;

namespace Connect.Broker.Embedded.Reading;

/// <summary>The topics that a member wants, by their names or by an expression.</summary>
internal sealed class Subscription
{
    private readonly TopicResolver _topics;
    private readonly string[] _names;
    private readonly TopicExpression? _expression;
    private readonly bool _create;
    private IReadOnlyList<SubscribedTopic> _found = [];
    private long _version = -1;

    public Subscription(IReadOnlyCollection<string> names, TopicResolver topics, bool create)
    {
        foreach (var name in names)
        {
            if (name is null || !Topics.TopicCatalog.IsValidName(name))
            {
                throw Topics.TopicCatalog.InvalidName(name ?? string.Empty);
            }
        }

        _names = [.. names.Distinct(StringComparer.Ordinal)];
        _topics = topics;
        _create = create;
    }

    public Subscription(Regex expression, TopicResolver topics)
    {
        _expression = new TopicExpression(expression);
        _names = [];
        _topics = topics;
    }

    /// <summary>The wanted topics that exist.</summary>
    public IReadOnlyList<SubscribedTopic> Found => _found;

    /// <summary>Looks again where topics have come or gone.</summary>
    /// <returns>Whether the wanted ones changed.</returns>
    public bool Refresh()
    {
        if (_topics.Catalog.Version == _version)
        {
            return false;
        }

        // Before looking: a change meanwhile makes the next call look again.
        _version = _topics.Catalog.Version;
        var found = new List<SubscribedTopic>();
        if (_expression is not null)
        {
            foreach (var topic in _topics.Catalog.Topics.Values)
            {
                if (_expression.Matches(topic.Name))
                {
                    found.Add(new SubscribedTopic(topic.Name, topic.Partitions.Length));
                }
            }
        }

        foreach (var name in _names)
        {
            if (_topics.TryResolve(name, _create, out var topic, out var error))
            {
                found.Add(new SubscribedTopic(name, topic.Partitions.Length));
            }
            else if (error.Code != BrokerErrorCode.UnknownTopicOrPartition)
            {
                throw error;
            }
        }

        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        if (found.SequenceEqual(_found))
        {
            return false;
        }

        _found = found;
        return true;
    }
}
