using Connect.Converters.Avro.Caching;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Settings;

namespace Connect.Converters.Avro;

/// <summary>How data of a topic and schema is read, learnt from the registry the first time. Not thread-safe.</summary>
internal sealed class ReaderCache(SchemaUseSettings settings, AvroData data, SchemaReading schemas, TimeProvider time)
{
    private readonly bool usesLatest = settings.UseLatest || settings.LatestMetadata is not null;
    private readonly LruCache<(string Topic, SchemaKey Key), Reader> known = new(
        settings.CacheSize, EqualityComparer<(string, SchemaKey)>.Default);

    private Reader? last;

    /// <summary>The plan by which data is read.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">What the data says about its schema.</param>
    public ReadPlan Find(string topic, SchemaKey key)
    {
        var reader = last;
        if (reader is null || reader.Key != key || !string.Equals(reader.Topic, topic, StringComparison.Ordinal))
        {
            reader = known.Find((topic, key));
            if (reader is null)
            {
                reader = new Reader(topic, key);
                Learn(reader, anew: false);
                known.Add((topic, key), reader);
            }

            last = reader;
        }

        if (usesLatest && settings.LatestLifetime is { } lifetime && time.GetElapsedTime(reader.LearntAt) >= lifetime)
        {
            Learn(reader, anew: true);
        }

        return reader.Plan;
    }

    private void Learn(Reader reader, bool anew)
    {
        var found = schemas.Find(reader.Topic, reader.Key, anew);
        reader.Plan = data.PlanRead(found.Writer, found.Reader, found.Version);
        reader.LearntAt = time.GetTimestamp();
    }

    private sealed class Reader(string topic, SchemaKey key)
    {
        public string Topic { get; } = topic;

        public SchemaKey Key { get; } = key;

        public ReadPlan Plan { get; set; } = null!;

        public long LearntAt { get; set; }
    }
}
