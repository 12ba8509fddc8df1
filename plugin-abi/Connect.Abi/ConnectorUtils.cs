namespace Connect.Abi;

/// <summary>What most connectors need to split their work.</summary>
public static class ConnectorUtils
{
    /// <summary>Splits elements into groups of as nearly equal size as can be, keeping their order; the first groups are the larger ones.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="elements">What to split.</param>
    /// <param name="groups">How many groups, at least 1.</param>
    /// <returns>Exactly <paramref name="groups"/> groups, some empty where there are fewer elements.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is not positive.</exception>
    public static IReadOnlyList<IReadOnlyList<T>> GroupPartitions<T>(IReadOnlyList<T> elements, int groups)
    {
        ArgumentNullException.ThrowIfNull(elements);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        var result = new List<IReadOnlyList<T>>(groups);
        var (size, larger) = Math.DivRem(elements.Count, groups);
        var next = 0;
        for (var group = 0; group < groups; group++)
        {
            var count = size + (group < larger ? 1 : 0);
            var members = new List<T>(count);
            for (; count > 0; count--)
            {
                members.Add(elements[next++]);
            }

            result.Add(members);
        }

        return result;
    }
}
