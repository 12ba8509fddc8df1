using System.Collections;

namespace Connect.PluginLoading.Unloading.Releases;

/// <summary>Takes entries out of the framework's tables.</summary>
internal static class Tables
{
    /// <summary>Removes the entries whose key, or whose value, is of a context.</summary>
    /// <param name="table">A <see cref="Hashtable"/> or a dictionary; null for one that was never made.</param>
    /// <param name="dead">The context.</param>
    /// <returns>How many.</returns>
    /// <remarks>The tables of the framework are changed under the lock of their own <c>SyncRoot</c>, or are concurrent ones.</remarks>
    public static int RemoveOwn(object? table, DeadContext dead) =>
        RemoveWhere(table, entry => dead.Owns(entry.Key) || dead.Owns(entry.Value));

    /// <summary>Removes the entries that a question is true of.</summary>
    public static int RemoveWhere(object? table, Func<DictionaryEntry, bool> isGone)
    {
        if (table is not IDictionary entries)
        {
            return 0;
        }

        var gone = new List<object>();
        if (table.GetType().Name.StartsWith("Concurrent", StringComparison.Ordinal))
        {
            Remove();
        }
        else
        {
            lock (table)
            {
                lock (entries.SyncRoot)
                {
                    Remove();
                }
            }
        }

        return gone.Count;

        void Remove()
        {
            foreach (DictionaryEntry entry in entries)
            {
                if (isGone(entry))
                {
                    gone.Add(entry.Key);
                }
            }

            foreach (var key in gone)
            {
                entries.Remove(key);
            }
        }
    }
}
