using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Plugins.Transforms.Fields;

/// <summary>What transformations ask of a record's parts, with one wording for all. Stateless.</summary>
internal static class Requirements
{
    /// <summary>The value as a map.</summary>
    /// <param name="value">The value.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <exception cref="DataException">It is none.</exception>
    public static ConnectMap RequireMap(object? value, string purpose) => ConnectMap.From(value)
        ?? throw new DataException($"Only Map objects supported in absence of schema for [{purpose}], found: {NameOf(value)}");

    /// <summary>The value as a map; null for null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <exception cref="DataException">It is neither.</exception>
    public static ConnectMap? RequireMapOrNull(object? value, string purpose) => value is null ? null : RequireMap(value, purpose);

    /// <summary>The value as a struct.</summary>
    /// <param name="value">The value.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <exception cref="DataException">It is none.</exception>
    public static Struct RequireStruct(object? value, string purpose) => value as Struct
        ?? throw new DataException($"Only Struct objects supported for [{purpose}], found: {NameOf(value)}");

    /// <summary>The value as a struct; null for null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <exception cref="DataException">It is neither.</exception>
    public static Struct? RequireStructOrNull(object? value, string purpose) => value is null ? null : RequireStruct(value, purpose);

    /// <summary>The record as one on its way to a sink.</summary>
    /// <param name="record">The record.</param>
    /// <param name="purpose">What it is needed for.</param>
    /// <exception cref="DataException">It comes from a source.</exception>
    public static SinkRecord RequireSinkRecord(ConnectRecord record, string purpose) => record as SinkRecord
        ?? throw new DataException($"Only SinkRecord supported for [{purpose}], found: {NameOf(record)}");

    private static string NameOf(object? value) => value?.GetType().FullName ?? "null";
}
