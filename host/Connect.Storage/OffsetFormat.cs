using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Storage;

/// <summary>What source partitions and source offsets may look like.</summary>
public static class OffsetFormat
{
    /// <summary>Checks a partition or an offset: null, or a map from strings to null or primitive values.</summary>
    /// <param name="value">The partition or the offset.</param>
    /// <exception cref="DataException">It can't be stored; says which field is wrong.</exception>
    public static void Validate(object? value)
    {
        switch (value)
        {
            case null:
                return;
            case IReadOnlyDictionary<string, object?> map:
                foreach (var (name, element) in map)
                {
                    ValidateField(name, element);
                }

                return;
        }

        var other = ConnectMap.From(value)
            ?? throw new DataException($"Offsets must be specified as a map, but this one is a {value.GetType()}");
        foreach (var (name, element) in other)
        {
            ValidateField(
                name as string ?? throw new DataException($"Offsets may only use string keys, but there is {name ?? "null"}"), element);
        }
    }

    private static void ValidateField(string name, object? value)
    {
        if (value is not (null or string or long or int or bool or double or float or short or sbyte or byte[] or ReadOnlyMemory<byte>))
        {
            throw new DataException(
                $"Offsets may only contain primitive types as values, but field {name} contains {value.GetType()}");
        }
    }
}
