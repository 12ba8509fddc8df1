using System.Buffers.Binary;
using System.Globalization;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Reading;
using Connect.Converters.Avro.Registry;
using Connect.Converters.Avro.Registry.Framing;
using Connect.Converters.Avro.Registry.Mock;
using Connect.Converters.Avro.Schemas;
using Connect.Converters.Avro.Tests.Schemas;
using Connect.Converters.Avro.Writing;
using Connect.TestData;
using Connect.TestData.Fuzzing;
using FsCheck;
using FsCheck.Fluent;
using AvroSchema = Avro.Schema;
using RegistrySchema = Confluent.SchemaRegistry.Schema;
using SchemaType = Confluent.SchemaRegistry.SchemaType;

namespace Connect.Converters.Avro.Tests.Fuzzing;

/// <summary>
/// A registry full of schemas, known and generated, with payloads that are valid under them. A fuzz's payload begins with two bytes
/// that choose a schema, whose frame then takes their place: so that chance reaches the data.
/// </summary>
internal sealed class FuzzPool
{
    private const int Generated = 60;
    private const string Topic = "t";
    private const string Evolved = "evolved";

    private static readonly ConnectShape Shape = ConnectShape.Everything with { AnyFieldName = false };

    // The last one reads with the latest schema of the topic.
    private static readonly Dictionary<string, string?>[] Settings =
    [
        [],
        new() { ["generalized.sum.type.support"] = "true", ["flatten.singleton.unions"] = "false", ["connect.meta.data"] = "false" },
        new() { ["use.latest.version"] = "true", ["auto.register.schemas"] = "false" },
    ];

    private readonly string url = "mock://" + Guid.NewGuid();
    private readonly MockRegistry registry;
    private readonly AvroPayloads payloads;
    private readonly List<(string Topic, byte[] Frame, int Converter)> entries = [];
    private readonly List<(int Entry, byte[] Data)> valid = [];
    private readonly bool withoutBytes;
    private int lastId;

    /// <summary>Fills one.</summary>
    /// <param name="withoutBytes">Whether it is schemas with arrays of elements that take no bytes, or those without.</param>
    public FuzzPool(bool withoutBytes)
    {
        this.withoutBytes = withoutBytes;
        registry = MockRegistry.Named(url["mock://".Length..]);
        payloads = new AvroPayloads(new Random(FuzzSeed.Value));
        foreach (var text in FuzzSchemas.Known.Concat(SchemaTexts.Valid.Generator.Sample(Generated, Random, 40)))
        {
            AddText(text);
        }

        foreach (var (writer, reader) in FuzzSchemas.Evolutions)
        {
            AddEvolution(writer, reader);
        }

        foreach (var data in ConnectData.Of(Shape).Generator.Sample(Generated, Random, 30))
        {
            AddData(data);
        }
    }

    /// <summary>Data behind two bytes that say which schema's it is.</summary>
    public IReadOnlyList<byte[]> Chosen => [.. valid.Select(v => (byte[])[.. BitConverter.GetBytes((ushort)v.Entry), .. v.Data])];

    /// <summary>Whole payloads, for the converter without settings.</summary>
    public IReadOnlyList<byte[]> Framed =>
        [.. valid.Where(v => entries[v.Entry].Converter == 0).Select(v => (byte[])[.. entries[v.Entry].Frame, .. v.Data])];

    private static Rnd Random => new((ulong)FuzzSeed.Value, 0x9E3779B97F4A7C15);

    /// <summary>A converter of this registry.</summary>
    public AvroConverter Converter(int settings = 0)
    {
        var converter = new AvroConverter();
        converter.Configure(new Dictionary<string, string?>(Settings[settings]) { ["schema.registry.url"] = url }, isKey: false);
        return converter;
    }

    /// <summary>Reads payloads of which the first two bytes choose the schema.</summary>
    public PayloadReader ReadChosen()
    {
        var converters = Enumerable.Range(0, Settings.Length).Select(Converter).ToArray();
        foreach (var (topic, frame, converter) in entries)
        {
            LearnSchema(converters[converter], topic, frame);
        }

        var framed = new byte[8192];
        return payload =>
        {
            if (payload.Length < sizeof(ushort))
            {
                converters[0].ToConnectData(Topic, null, new Payload(payload));
                return;
            }

            var (topic, frame, converter) = entries[BinaryPrimitives.ReadUInt16LittleEndian(payload) % entries.Count];
            frame.CopyTo(framed.AsSpan());
            payload[sizeof(ushort)..].CopyTo(framed.AsSpan(frame.Length));
            converters[converter].ToConnectData(
                topic, null, new Payload(framed.AsSpan(0, frame.Length + payload.Length - sizeof(ushort))));
        };
    }

    /// <summary>Has a converter without settings learn all that is there, so that a payload is not charged with its schema.</summary>
    public void LearnSchemas(AvroConverter converter)
    {
        foreach (var (topic, frame, _) in entries)
        {
            LearnSchema(converter, topic, frame);
        }
    }

    private static void LearnSchema(AvroConverter converter, string topic, byte[] frame)
    {
        try
        {
            converter.ToConnectData(topic, null, new Payload(frame));
        }
        catch (DataException)
        {
            // There is no data behind the frame: most schemas want some.
        }
    }

    // Every schema is the next version of its subject, and logical types of Connect have the version 1.
    private bool IsWanted(AvroSchema schema, int settings)
    {
        if (LeastBytes.OfElements(schema).ContainsValue(0) != withoutBytes)
        {
            return false;
        }

        try
        {
            new AvroData(new AvroDataSettings(Settings[settings])).PlanRead(schema, null, lastId + 1);
            return true;
        }
        catch (DataException)
        {
            return false;
        }
    }

    private void AddText(string text)
    {
        AvroSchema schema;
        try
        {
            schema = AvroSchemaParser.Parse(text);
        }
        catch (AvroSchemaException)
        {
            // Not all that is generated is one.
            return;
        }

        for (var converter = 0; converter < Settings.Length - 1; converter++)
        {
            if (!IsWanted(schema, converter))
            {
                continue;
            }

            var entry = Add(Topic, text, ++lastId, converter);
            for (var i = 0; i < 3; i++)
            {
                valid.Add((entry, payloads.Next(schema)));
            }
        }
    }

    private void AddEvolution(string writer, string reader)
    {
        var schema = AvroSchemaParser.Parse(writer);
        if (!IsWanted(schema, 0))
        {
            return;
        }

        var topic = Evolved + lastId.ToString(CultureInfo.InvariantCulture);
        var entry = Add(topic, writer, ++lastId, Settings.Length - 1);
        registry.Put(topic + "-value", 2, ++lastId, new RegistrySchema(reader, SchemaType.Avro));
        for (var i = 0; i < 10; i++)
        {
            valid.Add((entry, payloads.Next(schema)));
        }
    }

    private void AddData(SchemaAndValue given)
    {
        try
        {
            var plan = new AvroData(new AvroDataSettings(new Dictionary<string, string?>())).PlanWrite(given.Schema);
            var output = new AvroOutput();
            if (IsWanted(plan.Schema, 0) && plan.Write(given.Value, output))
            {
                valid.Add((Add(Topic, plan.SchemaText, ++lastId, 0), output.Written.ToArray()));
            }
        }
        catch (DataException)
        {
            // Avro can't carry it.
        }
    }

    private int Add(string topic, string text, int id, int converter)
    {
        var schema = new RegistrySchema(text, SchemaType.Avro);
        registry.Put(topic + "-value", id, id, schema);
        entries.Add((topic, id % 3 == 0 ? SchemaIdFrame.HeaderValue(SchemaGuid.Of(schema)) : SchemaIdFrame.Prefix(id), converter));
        return entries.Count - 1;
    }
}
