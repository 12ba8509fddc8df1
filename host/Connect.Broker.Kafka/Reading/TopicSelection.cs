using System.Text.RegularExpressions;
using Confluent.Kafka;
using Connect.Broker.Kafka.Clients;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Kafka.Reading;

/// <summary>
/// Which topics a group's member subscribes to: names, or what an expression matches among the topics that there are. Topics are
/// looked up inside poll: every <c>metadata.max.age.ms</c> for an expression, and every few seconds while a named one is missing,
/// which also makes librdkafka notice it.
/// </summary>
internal sealed partial class TopicSelection(
    IConsumer<Ignore, Ignore> consumer, TimeProvider time, TimeSpan maxAge, string servers, ILogger logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookUpTimeout = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private TopicExpression? _expression;
    private string[] _subscribed = [];
    private long _lookedUp;
    private TimeSpan _due = Timeout.InfiniteTimeSpan;
    private TimeSpan _retry = FirstRetry;

    public void Select(IReadOnlyCollection<string> topics)
    {
        Reset(null);
        Subscribe([.. topics]);
    }

    public void Select(Regex expression)
    {
        Reset(new TopicExpression(expression));
        Subscribe([]);
        _due = TimeSpan.Zero;
    }

    public void Clear()
    {
        Reset(null);
        Subscribe([]);
    }

    /// <summary>A subscribed topic does not exist.</summary>
    public void Missing(string topic)
    {
        if (_expression is not null || topic.Length == 0)
        {
            return;
        }

        if (_told.Add(topic))
        {
            Log.Missing(logger, topic, servers);
        }

        if (_missing.Add(topic) && _missing.Count == 1)
        {
            _retry = FirstRetry;
            LookUpIn(_retry);
        }
    }

    /// <summary>How long a wait may last before topics must be looked up.</summary>
    public TimeSpan Limit(TimeSpan wait)
    {
        if (_due == Timeout.InfiniteTimeSpan)
        {
            return wait;
        }

        var left = _due - time.GetElapsedTime(_lookedUp);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : wait == Timeout.InfiniteTimeSpan || left < wait ? left : wait;
    }

    /// <summary>Looks topics up, when it is time to.</summary>
    public void Refresh()
    {
        if (_due == Timeout.InfiniteTimeSpan || time.GetElapsedTime(_lookedUp) < _due)
        {
            return;
        }

        HashSet<string>? topics = null;
        try
        {
            topics = LookUp();
        }
        catch (KafkaException e)
        {
            Log.LookUpFailed(logger, servers, e.Error.Reason);
        }

        if (topics is null)
        {
            _retry = _retry * 2 < LongestRetry ? _retry * 2 : LongestRetry;
            LookUpIn(_retry);
            return;
        }

        if (_expression is { } expression)
        {
            _retry = FirstRetry;
            LookUpIn(maxAge);
            Subscribe([.. topics.Where(expression.Matches).Order(StringComparer.Ordinal)]);
            return;
        }

        _missing.RemoveWhere(topics.Contains);
        _told.RemoveWhere(topics.Contains);
        _retry = _retry * 2 < LongestRetry ? _retry * 2 : LongestRetry;
        LookUpIn(_missing.Count > 0 ? _retry : Timeout.InfiniteTimeSpan);
    }

    private void LookUpIn(TimeSpan due)
    {
        _lookedUp = time.GetTimestamp();
        _due = due;
    }

    private void Reset(TopicExpression? expression)
    {
        _expression = expression;
        _missing.Clear();
        _told.Clear();
        _retry = FirstRetry;
        _due = Timeout.InfiniteTimeSpan;
    }

    private HashSet<string> LookUp()
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topics = new HashSet<string>(StringComparer.Ordinal);
        foreach (var topic in admin.GetMetadata(LookUpTimeout).Topics)
        {
            if (topic.Error.Code == ErrorCode.NoError && !InternalTopics.Contains(topic.Topic))
            {
                topics.Add(topic.Topic);
            }
        }

        return topics;
    }

    private void Subscribe(string[] topics)
    {
        if (topics.AsSpan().SequenceEqual(_subscribed))
        {
            return;
        }

        try
        {
            if (topics.Length == 0)
            {
                consumer.Unsubscribe();
            }
            else
            {
                consumer.Subscribe(topics);
            }
        }
        catch (KafkaException e)
        {
            throw ErrorMapping.ToBroker(e, $"Subscribing to {string.Join(", ", topics)} at {servers} failed");
        }

        if (_expression is not null)
        {
            Log.Matched(logger, _expression.Pattern, topics.Length, string.Join(", ", topics));
        }

        _subscribed = topics;
    }
}
