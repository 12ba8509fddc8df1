using Connect.Broker.Embedded.Settings;
using Connect.Broker.Embedded.Topics;

namespace Connect.Broker.Embedded.Appending;

/// <summary>Chooses partitions for one writer. Not thread-safe.</summary>
internal sealed class Partitioner(Partitioning partitioning, int stickyBytes)
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public int Choose(Topic topic, byte[]? key, int size)
    {
        var partitions = topic.Partitions.Length;
        if (partitions == 1)
        {
            return 0;
        }

        if (key is not null && partitioning == Partitioning.KeyHash)
        {
            return Murmur2.Partition(key, partitions);
        }

        if (!_places.TryGetValue(topic.Name, out var place))
        {
            place = new Place { Partition = Random.Shared.Next(partitions) };
            _places.Add(topic.Name, place);
        }

        place.Bytes += size;
        if (partitioning == Partitioning.RoundRobin)
        {
            place.Partition++;
        }
        else if (place.Bytes > stickyBytes)
        {
            place.Partition = Random.Shared.Next(partitions);
            place.Bytes = size;
        }

        return (int)((uint)place.Partition % (uint)partitions);
    }

    private sealed class Place
    {
        public int Partition { get; set; }

        public long Bytes { get; set; }
    }
}
