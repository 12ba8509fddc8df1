using Avro;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Caching;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Settings;
using AvroSchema = Avro.Schema;

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
                last = reader;
                return reader.Plan;
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
        reader.Plan = Plan(found);
        reader.LearntAt = time.GetTimestamp();
    }

    private ReadPlan Plan(ReadSchema found)
    {
        try
        {
            return data.PlanRead(found.Writer, found.Reader, found.Version);
        }
        catch (DataException e) when (found.Reader is null && found.Writer is UnionSchema union && union.Schemas.Any(IsNull))
        {
            // Where the value is null no schema is asked for, so that such values are read whatever the other branches are.
            return new ReadPlan(null, new BranchesReader(
                [.. union.Schemas.Select(branch => IsNull(branch) ? (ValueReader)NullReader.Instance : new RefusingReader(e.Message))]));
        }
    }

    private static bool IsNull(AvroSchema schema) => schema.Tag == AvroSchema.Type.Null;

    private sealed class Reader(string topic, SchemaKey key)
    {
        public string Topic { get; } = topic;

        public SchemaKey Key { get; } = key;

        public ReadPlan Plan { get; set; } = null!;

        public long LearntAt { get; set; }
    }
}
