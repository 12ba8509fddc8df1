using AvroSchema = Avro.Schema;

namespace Connect.Converters.Avro.Reading;

/// <summary>Passes over values that nobody wants.</summary>
/// <param name="schema">The schema that they were written with.</param>
internal sealed class SkippingReader(AvroSchema schema) : ValueReader
{
    // How many bytes an element takes at least, found once.
    private readonly Dictionary<AvroSchema, int> leastBytes = LeastBytes.OfElements(schema);

    public override object? Read(ref AvroInput input)
    {
        Skip(ref input, schema);
        return null;
    }

    private void Skip(ref AvroInput input, AvroSchema skipped)
    {
        switch (skipped.Tag)
        {
            case AvroSchema.Type.Null:
                break;
            case AvroSchema.Type.Boolean:
                input.ReadBoolean();
                break;
            case AvroSchema.Type.Int:
                input.ReadInt();
                break;
            case AvroSchema.Type.Long:
                input.ReadLong();
                break;
            case AvroSchema.Type.Float:
                input.ReadFloat();
                break;
            case AvroSchema.Type.Double:
                input.ReadDouble();
                break;
            case AvroSchema.Type.String or AvroSchema.Type.Bytes:
                input.ReadBytes();
                break;
            case AvroSchema.Type.Fixed:
                input.ReadFixed(((global::Avro.FixedSchema)skipped).Size);
                break;
            case AvroSchema.Type.Enumeration:
                input.ReadIndex(((global::Avro.EnumSchema)skipped).Count, "symbol");
                break;
            case AvroSchema.Type.Union:
                var union = (global::Avro.UnionSchema)skipped;
                Skip(ref input, union[input.ReadIndex(union.Count, "branch")]);
                break;
            case AvroSchema.Type.Array:
                SkipBlocks(ref input, skipped, ((global::Avro.ArraySchema)skipped).ItemSchema, keys: false);
                break;
            case AvroSchema.Type.Map:
                SkipBlocks(ref input, skipped, ((global::Avro.MapSchema)skipped).ValueSchema, keys: true);
                break;
            default:
                SkipRecord(ref input, (global::Avro.RecordSchema)skipped);
                break;
        }
    }

    private void SkipRecord(ref AvroInput input, global::Avro.RecordSchema record)
    {
        input.Enter();
        var began = input.Position;
        foreach (var field in record.Fields)
        {
            Skip(ref input, field.Schema);
        }

        if (input.Position == began)
        {
            input.CountWithoutBytes(began, 1);
        }

        input.Leave();
    }

    private void SkipBlocks(ref AvroInput input, AvroSchema container, AvroSchema element, bool keys)
    {
        input.Enter();
        var least = leastBytes[container];
        for (var count = input.SkipBlocks(least); count != 0; count = input.SkipBlocks(least))
        {
            for (; count > 0; count--)
            {
                if (keys)
                {
                    input.ReadBytes();
                }

                Skip(ref input, element);
            }
        }

        input.Leave();
    }
}
