using System.Buffers;
using Connect.Abi;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Http;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Converters.Avro.Registry.Settings;
using Connect.Converters.Avro.Writing;

namespace Connect.Converters.Avro;

/// <summary>
/// Keys and values as Avro, with their schemas in a Schema Registry: each payload begins with the id of its schema. The registry is
/// asked once a topic and schema; from then on a record costs what its bytes cost.
/// </summary>
[ContractName("io.confluent.connect.avro.AvroConverter")]
public sealed class AvroConverter : IConverter
{
    private readonly TimeProvider time;
    private readonly AvroOutput output = new();
    private ISchemaRegistry? registry;
    private SchemaUseSettings? use;
    private AvroData? data;
    private WriterCache? writers;
    private ReaderCache? readers;

    /// <summary>Makes one, to be configured.</summary>
    public AvroConverter()
        : this(TimeProvider.System)
    {
    }

    internal AvroConverter(TimeProvider time) => this.time = time;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        var parsed = new AvroConverterSettings(settings, isKey);
        registry?.Dispose();
        registry = parsed.Connection.MockName is { } name
            ? MockRegistry.Named(name)
            : new HttpRegistry(parsed.Connection, parsed.Use.CacheSize, time);
        use = parsed.Use;
        data = new AvroData(parsed.Data);
        var subjects = new SubjectNames(use, registry);
        writers = new WriterCache(use, data, new SchemaWriting(use, registry, subjects), time);
        readers = new ReaderCache(use, data, new SchemaReading(use, registry, subjects), time);
    }

    /// <inheritdoc/>
    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (writers is null)
        {
            throw NotConfigured();
        }

        // Written aside first: where a value does not fit, nothing of it reaches the output.
        var written = this.output;
        var writer = writers.Find(topic, schema, value, written);
        written.Clear();
        if (writer is null || !writer.Plan.Write(value, written))
        {
            return false;
        }

        if (writer.Header is not null)
        {
            AddHeader(headers, topic, writer.Header);
        }

        output.Write(writer.Prefix);
        output.Write(written.Written);
        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        if (readers is null)
        {
            throw NotConfigured();
        }

        if (payload.IsNull)
        {
            return SchemaAndValue.Null;
        }

        var bytes = payload.Bytes;
        var key = TakeKey(topic, headers, ref bytes);
        var plan = readers.Find(topic, key);
        try
        {
            var read = plan.Read(bytes, out var length);
            return use!.FailOnTrailingData && length < bytes.Length
                ? throw new DataException($"{bytes.Length - length} bytes are left behind the data")
                : read;
        }
        catch (DataException e)
        {
            throw new DataException($"The {Side} of a record of topic {topic} can't be read with its schema ({key}): {e.Message}", e);
        }
    }

    /// <summary>Closes the connections to the registry.</summary>
    public void Dispose() => registry?.Dispose();

    private static InvalidOperationException NotConfigured() =>
        new($"{nameof(AvroConverter)} was not configured: call {nameof(Configure)} before any conversion");

    private string Side => use!.IsKey ? "key" : "value";

    private SchemaKey TakeKey(string topic, Headers? headers, ref ReadOnlySpan<byte> bytes)
    {
        if (use!.IdSource == SchemaIdSource.Setting)
        {
            return use.FixedId is { } id ? SchemaKey.Of(id) : SchemaKey.Of(use.FixedGuid!.Value);
        }

        if (use.IdSource == SchemaIdSource.HeaderOrPrefix && SchemaIdFrame.TryReadHeader(headers, use.IsKey, topic, out var key))
        {
            return key;
        }

        if (!SchemaIdFrame.TryRead(bytes, out key, out var length))
        {
            throw UnknownFrame.Error(bytes, use.IsKey, topic);
        }

        bytes = bytes[length..];
        return key;
    }

    private void AddHeader(Headers? headers, string topic, byte[] value)
    {
        if (headers is null)
        {
            throw new DataException($"The schema's id of a {Side} of topic {topic} goes into a header, and there are no headers here to put it in:"
                + $" use {SchemaUseDefinition.PrefixSerializer}");
        }

        // A step that is run again must not leave it twice.
        var name = use!.IsKey ? SchemaIdFrame.KeyHeader : SchemaIdFrame.ValueHeader;
        if (headers.LastWithName(name)?.Value is not byte[] present || !present.AsSpan().SequenceEqual(value))
        {
            headers.Add(name, value, null);
        }
    }
}
