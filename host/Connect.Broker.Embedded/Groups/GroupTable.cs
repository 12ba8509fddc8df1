using System.Collections.Concurrent;

namespace Connect.Broker.Embedded.Groups;

/// <summary>All groups that have, or had, members or offsets. Thread-safe.</summary>
internal sealed class GroupTable(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);

    public ICollection<Group> All => _groups.Values;

    public Group Get(string id) => _groups.GetOrAdd(id, static (i, t) => new Group(i, t), time);

    public Group? Find(string id) => _groups.GetValueOrDefault(id);

    public void Dispose()
    {
        foreach (var group in _groups.Values)
        {
            group.Dispose();
        }
    }
}
