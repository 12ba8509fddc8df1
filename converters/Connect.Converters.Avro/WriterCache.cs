using Connect.Abi.Data;
using Connect.Converters.Avro.Caching;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Settings;
using Connect.Converters.Avro.Writing;

namespace Connect.Converters.Avro;

/// <summary>
/// How data of a topic and schema is written, settled with the registry the first time. Not thread-safe.
/// </summary>
internal sealed class WriterCache(SchemaUseSettings settings, AvroData data, SchemaWriting schemas, TimeProvider time)
{
    private readonly LruCache<(string Topic, Schema? Schema), Writer> known = new(
        settings.UseLatest || settings.LatestMetadata is not null ? Math.Min(settings.CacheSize, settings.LatestCacheSize) : settings.CacheSize,
        EqualityComparer<(string, Schema?)>.Default);

    private Writer? last;

    /// <summary>How to write data.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="schema">The data's schema; null for schemaless.</param>
    /// <param name="value">The data: where it does not fit its schema, that is not registered.</param>
    /// <param name="scratch">Where it is written for a trial.</param>
    /// <returns>Null where the data is nothing, of which no schema is asked for.</returns>
    public Writer? Find(string topic, Schema? schema, object? value, AvroOutput scratch)
    {
        var writer = last;
        if (writer is null || !ReferenceEquals(writer.Schema, schema) || !string.Equals(writer.Topic, topic, StringComparison.Ordinal))
        {
            writer = known.Find((topic, schema));
            if (writer is null)
            {
                scratch.Clear();
                if (!data.PlanWrite(schema).Write(value, scratch))
                {
                    return null;
                }

                writer = new Writer(topic, schema);
                Settle(writer, anew: false);
                known.Add((topic, schema), writer);
                return last = writer;
            }

            last = writer;
        }

        if (writer.IsLatest && settings.LatestLifetime is { } lifetime && time.GetElapsedTime(writer.SettledAt) >= lifetime)
        {
            Settle(writer, anew: true);
        }

        return writer;
    }

    private void Settle(Writer writer, bool anew)
    {
        var own = data.PlanWrite(writer.Schema);
        var written = schemas.Settle(writer.Topic, own.Schema, own.SchemaText, anew);
        writer.Plan = ReferenceEquals(written.Schema, own.Schema) ? own : data.PlanWrite(writer.Schema, written.Schema);
        writer.Prefix = written.Prefix;
        writer.Header = written.Header;
        writer.IsLatest = written.IsLatest;
        writer.SettledAt = time.GetTimestamp();
    }

    /// <summary>How data of a topic and schema is written.</summary>
    internal sealed class Writer(string topic, Schema? schema)
    {
        public string Topic { get; } = topic;

        public Schema? Schema { get; } = schema;

        public WritePlan Plan { get; set; } = null!;

        /// <summary>What comes before the data.</summary>
        public byte[] Prefix { get; set; } = [];

        /// <summary>What goes into the record's header; null for nothing.</summary>
        public byte[]? Header { get; set; }

        public bool IsLatest { get; set; }

        public long SettledAt { get; set; }
    }
}
