namespace Connect.Plugins.Transforms.Patterns;

/// <summary>Keeps what was found out about a topic, since records of few topics follow one another. One thread at a time.</summary>
/// <typeparam name="T">What is found out.</typeparam>
/// <param name="find">Finds it out.</param>
internal sealed class TopicCache<T>(Func<string, T> find)
{
    private const int Bound = 1000;

    private readonly Dictionary<string, T> known = [];
    private string? lastTopic;
    private T last = default!;

    /// <summary>What was found out about a topic.</summary>
    /// <param name="topic">The topic.</param>
    public T Get(string topic)
    {
        if (ReferenceEquals(topic, lastTopic))
        {
            return last;
        }

        if (!known.TryGetValue(topic, out var found))
        {
            found = find(topic);
            if (known.Count >= Bound)
            {
                known.Clear();
            }

            known.Add(topic, found);
        }

        lastTopic = topic;
        last = found;
        return found;
    }
}
