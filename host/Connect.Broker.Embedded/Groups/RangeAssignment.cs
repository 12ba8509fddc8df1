using Connect.Abi.Records;

namespace Connect.Broker.Embedded.Groups;

/// <summary>Deals partitions as Kafka's range assignor does: of each topic, every member gets a run of neighbouring partitions.</summary>
internal static class RangeAssignment
{
    /// <summary>Deals the partitions of all topics.</summary>
    /// <param name="members">The members in their order.</param>
    /// <returns>A list a member, in the same order.</returns>
    public static List<TopicPartition>[] Assign(IReadOnlyList<GroupMember> members)
    {
        var dealt = new List<TopicPartition>[members.Count];
        var readers = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        var partitions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++)
        {
            dealt[i] = [];
            foreach (var topic in members[i].Topics)
            {
                if (!readers.TryGetValue(topic.Name, out var list))
                {
                    list = [];
                    readers.Add(topic.Name, list);
                }

                list.Add(i);

                // Members may have looked at different times; the largest number is the newest.
                partitions[topic.Name] = Math.Max(partitions.GetValueOrDefault(topic.Name), topic.Partitions);
            }
        }

        foreach (var (topic, list) in readers)
        {
            var (each, extra) = Math.DivRem(partitions[topic], list.Count);
            var next = 0;
            for (var i = 0; i < list.Count; i++)
            {
                var end = next + each + (i < extra ? 1 : 0);
                for (; next < end; next++)
                {
                    dealt[list[i]].Add(new TopicPartition(topic, next));
                }
            }
        }

        return dealt;
    }
}
