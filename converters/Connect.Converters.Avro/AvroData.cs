using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Caching;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Writing;
using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro;

/// <summary>
/// Connect data as Avro's and back: makes, once a schema, the other system's schema and the plan by which values are written and read.
/// Keeps as many plans in each direction as the settings say. Not thread-safe.
/// </summary>
internal sealed class AvroData
{
    private static readonly AvroSchema AnythingSchema = AvroSchemaParser.Parse(Anything.Text);

    private readonly AvroDataSettings settings;
    private readonly UnionNumbers unions = new();
    private readonly LruCache<Schema, WritePlan> written;
    private readonly LruCache<(Schema? Schema, AvroSchema Target), WritePlan> writtenAs;
    private readonly LruCache<(AvroSchema Writer, AvroSchema? Reader, int? Version), ReadPlan> read;
    private WritePlan? schemaless;
    private Schema? lastSchema;
    private WritePlan? lastPlan;

    public AvroData(AvroDataSettings settings)
    {
        this.settings = settings;
        written = new(settings.CacheSize, EqualityComparer<Schema>.Default);
        writtenAs = new(settings.CacheSize, new SchemaTargetComparer());
        read = new(settings.CacheSize, new SchemaVersionComparer());
    }

    /// <summary>The plan by which data of a schema is written, in the Avro schema that the mapping makes of it.</summary>
    /// <param name="schema">The schema; null for schemaless data.</param>
    /// <exception cref="DataException">Avro can't express the schema.</exception>
    public WritePlan PlanWrite(Schema? schema)
    {
        if (schema is null)
        {
            return schemaless ??= new WritePlan(
                null, AnythingSchema, Anything.Text, new SchemalessWriter { Place = new Place("the value", null) });
        }

        if (ReferenceEquals(schema, lastSchema))
        {
            return lastPlan!;
        }

        var plan = written.Find(schema);
        if (plan is null)
        {
            var text = AvroTypeText.Of(new AvroTypeBuilder(settings).Build(schema));

            // Java's mapping checks names as it makes them, and not the namespaces.
            var avro = AvroSchemaParser.Parse(text, SchemaChecks.None);
            plan = new WritePlan(schema, avro, text, Compile(schema, avro, avro));
            written.Add(schema, plan);
        }

        lastSchema = schema;
        return lastPlan = plan;
    }

    /// <summary>The plan by which data of a schema is written in an Avro schema of a registry. Records are filled by position.</summary>
    /// <param name="schema">The data's schema; null for schemaless data.</param>
    /// <param name="target">The Avro schema to write.</param>
    /// <exception cref="DataException">Avro can't express the data's schema.</exception>
    public WritePlan PlanWrite(Schema? schema, AvroSchema target)
    {
        var known = writtenAs.Find((schema, target));
        if (known is not null)
        {
            return known;
        }

        var own = PlanWrite(schema);
        WritePlan plan;
        if (schema is null)
        {
            plan = SchemaEquality.AreEqual(target, AnythingSchema)
                ? own
                : throw new DataException($"Data without a schema is written in Avro as {ConnectNames.Anything}, not as {target.Fullname}");
        }
        else
        {
            plan = new WritePlan(schema, target, AvroSchemaText.ToText(target), Compile(schema, own.Schema, target));
        }

        writtenAs.Add((schema, target), plan);
        return plan;
    }

    /// <summary>The plan by which payloads of an Avro schema are read.</summary>
    /// <param name="writer">The schema that they were written with.</param>
    /// <param name="reader">The schema to read them as, to which the writer's is resolved; null for the writer's own.</param>
    /// <param name="registryVersion">The schema's version in the registry; null for none.</param>
    /// <exception cref="DataException">Connect can't express the schema, or the two can't be resolved.</exception>
    public ReadPlan PlanRead(AvroSchema writer, AvroSchema? reader, int? registryVersion)
    {
        var known = read.Find((writer, reader, registryVersion));
        if (known is not null)
        {
            return known;
        }

        var plan = MakeRead(writer, reader, registryVersion);
        read.Add((writer, reader, registryVersion), plan);
        return plan;
    }

    private ReadPlan MakeRead(AvroSchema writer, AvroSchema? reader, int? version)
    {
        var seen = reader ?? writer;
        if (SchemaEquality.AreEqual(seen, AnythingSchema) && SchemaEquality.AreEqual(writer, AnythingSchema))
        {
            return new ReadPlan(null, new SchemalessReader());
        }

        if (!settings.OwnTypesOnly && AvroSchemas.IsOnlyNull(seen))
        {
            // There is no schema for it, and none is asked for: all its values are null.
            return new ReadPlan(null, new ReaderCompiler(settings).Compile(SchemaResolution.Of(writer, seen), Schema.OptionalString));
        }

        var schema = new ConnectSchemaBuilder(settings, unions).Build(seen, version);
        if (writer.Tag == AvroSchema.Type.Bytes)
        {
            // Bytes at the top are all of the payload, and no logical type stands in their way.
            return new ReadPlan(schema, ReaderCompiler.CompileRaw(schema));
        }

        return new ReadPlan(schema, new ReaderCompiler(settings).Compile(SchemaResolution.Of(writer, seen), schema));
    }

    private ValueWriter Compile(Schema schema, AvroSchema own, AvroSchema target) =>
        new WriterCompiler(settings).CompilePayload(schema, own, target);
}
