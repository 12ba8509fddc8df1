using System.Buffers;
using Connect.Abi.Configuration;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.Converters;

/// <summary>The bytes of a key, a value or a header: null and empty are told apart. Valid during the call that hands it over.</summary>
public readonly ref struct Payload
{
    /// <summary>A payload with these bytes, possibly none.</summary>
    /// <param name="bytes">The bytes.</param>
    public Payload(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        HasValue = true;
    }

    /// <summary>A payload from optional memory.</summary>
    /// <param name="bytes">The bytes, or null.</param>
    public Payload(ReadOnlyMemory<byte>? bytes)
    {
        Bytes = bytes.GetValueOrDefault().Span;
        HasValue = bytes.HasValue;
    }

    /// <summary>The null payload.</summary>
    public static Payload Null => default;

    /// <summary>The bytes; empty for the null payload.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>False for the null payload.</summary>
    public bool HasValue { get; }

    /// <summary>True for the null payload.</summary>
    public bool IsNull => !HasValue;
}

/// <summary>
/// Turns bytes of the log into Connect data and back. One instance a task and position (key or value), used by one thread at a
/// time. A converter that needs the network blocks its task's thread.
/// </summary>
/// <remarks>Lifecycle: made by its parameterless constructor, <see cref="Configure"/> once, conversions, <see cref="IDisposable.Dispose"/> once.</remarks>
public interface IConverter : IDisposable
{
    /// <summary>The settings that it takes, without prefix.</summary>
    ConfigDef ConfigDef => new();

    /// <summary>Called once before any conversion.</summary>
    /// <param name="settings">The settings that begin with its prefix, without it.</param>
    /// <param name="isKey">Whether it converts keys.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey);

    /// <summary>Writes Connect data as bytes.</summary>
    /// <param name="topic">The topic that the record goes to.</param>
    /// <param name="headers">
    /// The record's headers as they go into the log: their values are bytes, possibly null. The converter may add some of that kind;
    /// null where there are none to add to.
    /// </param>
    /// <param name="schema">The data's schema; null for schemaless data.</param>
    /// <param name="value">The data; may be null.</param>
    /// <param name="output">Where the bytes go; only what is written by this call belongs to the payload.</param>
    /// <returns>False for the null payload (nothing was written), true otherwise.</returns>
    /// <exception cref="DataException">The data does not fit its schema or can't be written.</exception>
    /// <exception cref="RetriableException">It may succeed later.</exception>
    bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output);

    /// <summary>Reads bytes as Connect data.</summary>
    /// <param name="topic">The topic that the record was read from.</param>
    /// <param name="headers">
    /// The record's headers as they are in the log: their values are bytes, possibly null, and valid during the call only; null for
    /// none.
    /// </param>
    /// <param name="payload">The bytes; valid during the call only.</param>
    /// <returns>The data with its schema; both null for nothing.</returns>
    /// <exception cref="DataException">The bytes can't be read.</exception>
    /// <exception cref="RetriableException">It may succeed later.</exception>
    SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload);

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}

/// <summary>Turns the bytes of a header into Connect data and back. Used as <see cref="IConverter"/> is.</summary>
public interface IHeaderConverter : IDisposable
{
    /// <summary>The settings that it takes, without prefix.</summary>
    ConfigDef ConfigDef => new();

    /// <summary>Called once before any conversion.</summary>
    /// <param name="settings">The settings that begin with its prefix, without it.</param>
    /// <exception cref="ConfigException">A setting is missing or not allowed.</exception>
    void Configure(IReadOnlyDictionary<string, string?> settings);

    /// <summary>Writes a header's value as bytes.</summary>
    /// <param name="topic">The record's topic.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="schema">The value's schema, or null.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <returns>False for the null payload, true otherwise.</returns>
    /// <exception cref="DataException">The value can't be written.</exception>
    bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output);

    /// <summary>Reads a header's bytes.</summary>
    /// <param name="topic">The record's topic.</param>
    /// <param name="headerKey">The header's key.</param>
    /// <param name="payload">The bytes; valid during the call only.</param>
    /// <returns>The value with its schema.</returns>
    /// <exception cref="DataException">The bytes can't be read.</exception>
    SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload);

    /// <inheritdoc/>
    void IDisposable.Dispose()
    {
    }
}
