using Connect.Abi.Data;
using Connect.Abi.Errors;
using Connect.Abi.Records;

namespace Connect.Abi.TestKit.Tests.Faulty.Transforms;

internal sealed class ChangesNothing : SoundTransformation
{
    public override ConnectRecord? Apply(ConnectRecord record) => record;
}

internal sealed class NamesTheSchema : SoundTransformation
{
    private Schema? named;

    protected override Schema SchemaFor(Schema schema) => named ??= SchemaBuilder.Struct().Name("odd")
        .Field("a", Schema.Int32).Field("added", Schema.String).Build();
}

internal sealed class NeedsAStruct : SoundTransformation
{
    public override ConnectRecord? Apply(ConnectRecord record) =>
        record.Value is null ? throw new DataException("a struct is needed") : base.Apply(record);
}

internal sealed class LosesTheSourceOffset : SoundTransformation
{
    protected override ConnectRecord Copy(ConnectRecord record, Struct value) => record is SourceRecord
        ? new SourceRecord(null, null, record.Topic, value.Schema, value)
        : base.Copy(record, value);
}

internal sealed class LosesTheSinkOffset : SoundTransformation
{
    protected override ConnectRecord Copy(ConnectRecord record, Struct value) => record is SinkRecord
        ? new SinkRecord(record.Topic, 0, null, null, value.Schema, value, 0)
        : base.Copy(record, value);
}

internal sealed class ChangesTheStructThatCame : SoundTransformation
{
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        (record.Value as Struct)?.Put("a", 99);
        return base.Apply(record);
    }
}

internal sealed class ChangesTheHeadersThatCame : SoundTransformation
{
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        record.Headers.Add("seen", true, Schema.Boolean);
        return base.Apply(record);
    }
}

internal sealed class MakesASchemaARecord : SoundTransformation
{
    protected override Schema SchemaFor(Schema schema) => Extended(schema);
}

internal sealed class TransformationThatAcceptsAnySettings : SoundTransformation
{
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        if (settings.ContainsKey("added"))
        {
            base.Configure(settings);
        }
    }
}

internal sealed class TransformationThatStaysSubscribed : SoundTransformation
{
    public override void Configure(IReadOnlyDictionary<string, string?> settings)
    {
        base.Configure(settings);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _ = Added;
    }
}
