namespace Connect.Abi.Configuration;

/// <summary>The order of settings in docs: by group, place, required ones first, importance, name.</summary>
internal static class ConfigKeyOrder
{
    public static List<ConfigKey> Sorted(ConfigDef definition)
    {
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in definition.Groups)
        {
            groups.Add(group, groups.Count);
        }

        var keys = definition.ConfigKeys.Values.ToList();
        keys.Sort((one, other) => Compare(one, other, groups));
        return keys;
    }

    private static int Compare(ConfigKey one, ConfigKey other, Dictionary<string, int> groups)
    {
        var order = (one.Group is null ? -1 : groups[one.Group]).CompareTo(other.Group is null ? -1 : groups[other.Group]);
        order = order != 0 ? order : one.OrderInGroup.CompareTo(other.OrderInGroup);
        order = order != 0 ? order : one.HasDefault.CompareTo(other.HasDefault);
        order = order != 0 ? order : one.Importance.CompareTo(other.Importance);
        return order != 0 ? order : string.CompareOrdinal(one.Name, other.Name);
    }
}
