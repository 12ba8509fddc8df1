using System.Buffers;
using Connect.Abi.Configuration;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.TestKit.Tests.Faulty.Converters;

/// <summary>Carries bytes behind a mark. Nothing is wrong with it; the faulty ones differ from it in one thing each.</summary>
[NotAPlugin]
internal class SoundConverter : IConverter
{
    protected bool IsKey { get; private set; }

    protected byte Mark { get; private set; }

    public virtual ConfigDef ConfigDef { get; } = new ConfigDef()
        .Define("mark", ConfigType.Int, ConfigDef.NoDefault, ValidRange.Between(1, 9), Importance.High, "What each payload begins with.");

    public virtual void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        IsKey = isKey;
        Mark = (byte)(int)ConfigDef.Parse(settings)["mark"]!;
    }

    public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output) =>
        value is null ? WriteNull(output) : Write((byte[])value, output);

    public virtual SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
    {
        if (payload.IsNull)
        {
            return ReadNull();
        }

        if (payload.Bytes is [var mark, ..] && mark == Mark)
        {
            return new(Schema.Bytes, Read(payload.Bytes[1..]));
        }

        throw Malformed(payload.Bytes.Length);
    }

    protected virtual bool WriteNull(IBufferWriter<byte> output) => false;

    protected virtual SchemaAndValue ReadNull() => SchemaAndValue.Null;

    protected virtual bool Write(byte[] value, IBufferWriter<byte> output)
    {
        output.Write([Mark]);
        output.Write(value);
        return true;
    }

    protected virtual object Read(ReadOnlySpan<byte> bytes) => bytes.ToArray();

    protected virtual Exception Malformed(int length) => new DataException($"{length} bytes without the mark {Mark}");
}
