using System.Buffers;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Converters.Primitive;

/// <summary>What the converters of one number or boolean share: a type, and bytes of a fixed number.</summary>
/// <typeparam name="T">The .NET type of the values.</typeparam>
public abstract class FixedSizeConverter<T> : IConverter, IHeaderConverter
    where T : struct
{
    private readonly Schema schema;
    private readonly int size;

    private protected FixedSizeConverter(Schema schema, int size)
    {
        this.schema = schema;
        this.size = size;
    }

    /// <inheritdoc/>
    public ConfigDef ConfigDef => ConverterTypeSettings.Definition;

    /// <summary>Takes no settings.</summary>
    /// <param name="settings">Not used.</param>
    /// <param name="isKey">Not used.</param>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
    }

    /// <summary>Takes no settings but <c>converter.type</c>, which the worker gives.</summary>
    /// <param name="settings">The settings.</param>
    public void Configure(IReadOnlyDictionary<string, string?> settings) => ConfigDef.Parse(settings);

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        CheckSchema(schema);
        if (value is null)
        {
            return false;
        }

        if (value is not T typed)
        {
            throw new DataException(
                $"{GetType().Name} writes values of type {this.schema.Type.ToName()} ({typeof(T)}) only, not {value.GetType()}: choose another converter");
        }

        Write(output.GetSpan(size), typed);
        output.Advance(size);
        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        if (payload.IsNull)
        {
            return new SchemaAndValue(schema, null);
        }

        return payload.Bytes.Length == size
            ? new SchemaAndValue(schema, Read(payload.Bytes))
            : throw new DataException($"{GetType().Name} reads {size} bytes, not {payload.Bytes.Length}: the data was written by another converter");
    }

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        FromConnectData(topic, null, schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, Payload payload) => ToConnectData(topic, null, payload);

    /// <summary>Holds nothing that has to be let go.</summary>
    public void Dispose() => GC.SuppressFinalize(this);

    private protected virtual void CheckSchema(Schema? given)
    {
    }

    private protected abstract void Write(Span<byte> bytes, T value);

    private protected abstract T Read(ReadOnlySpan<byte> bytes);
}
