using System.Buffers;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Abi.Errors;

namespace Connect.Abi.TestKit.Tests.Faulty.Converters;

internal sealed class LosesAByte : SoundConverter
{
    protected override object Read(ReadOnlySpan<byte> bytes) => bytes[..^1].ToArray();
}

internal sealed class LosesTheSchema : SoundConverter
{
    public override SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload) =>
        new(null, base.ToConnectData(topic, headers, payload).Value);
}

internal sealed class LosesAByteOfKeys : SoundConverter
{
    protected override object Read(ReadOnlySpan<byte> bytes) => IsKey ? bytes[..^1].ToArray() : bytes.ToArray();
}

internal sealed class FailsOnNull : SoundConverter
{
    protected override bool WriteNull(IBufferWriter<byte> output) => throw new InvalidOperationException("null is not bytes");
}

internal sealed class WritesBehindNull : SoundConverter
{
    protected override bool WriteNull(IBufferWriter<byte> output)
    {
        output.Write([Mark]);
        return false;
    }
}

internal sealed class MakesNullEmpty : SoundConverter
{
    protected override bool WriteNull(IBufferWriter<byte> output) => Write([], output);
}

internal sealed class ReadsNullAsEmpty : SoundConverter
{
    private bool wrote;

    protected override bool WriteNull(IBufferWriter<byte> output)
    {
        wrote = true;
        return false;
    }

    // Right behind a null that it wrote itself, wrong for one that another wrote.
    protected override SchemaAndValue ReadNull()
    {
        var own = wrote;
        wrote = false;
        return own ? SchemaAndValue.Null : new(Schema.Bytes, Array.Empty<byte>());
    }
}

internal sealed class ThrowsFormatExceptions : SoundConverter
{
    protected override Exception Malformed(int length) => new FormatException("no mark");
}

internal sealed class StaysBroken : SoundConverter
{
    private bool broken;

    protected override Exception Malformed(int length)
    {
        broken = true;
        return base.Malformed(length);
    }

    protected override object Read(ReadOnlySpan<byte> bytes) => broken ? throw new DataException("broken before") : base.Read(bytes);
}

internal sealed class ReusesItsBuffer : SoundConverter
{
    private readonly byte[] buffer = new byte[64];

    protected override object Read(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer);
        return (ReadOnlyMemory<byte>)buffer.AsMemory(0, bytes.Length);
    }
}

/// <summary>Keeps where the input lies, as code that hands it on to a native library may.</summary>
internal sealed class PointsIntoItsInput : SoundConverter
{
    protected override object Read(ReadOnlySpan<byte> bytes) => (ReadOnlyMemory<byte>)new InputMemory(bytes).Memory;
}

internal sealed class SharesItsSettings : SoundConverter
{
    private static byte shared;

    public override void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        base.Configure(settings, isKey);
        shared = Mark;
    }

    protected override bool Write(byte[] value, IBufferWriter<byte> output)
    {
        output.Write([shared]);
        output.Write(value);
        return true;
    }
}

internal sealed class SharesItsBuffer : SoundConverter
{
    private static readonly ManualResetEventSlim Never = new();
    private static byte[] shared = [];

    protected override bool Write(byte[] value, IBufferWriter<byte> output)
    {
        shared = value;
        Never.Wait(1, CancellationToken.None);
        return base.Write(shared, output);
    }
}

internal sealed class AcceptsAnySettings : SoundConverter
{
    public override void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        if (settings.ContainsKey("mark"))
        {
            base.Configure(settings, isKey);
        }
    }
}

internal sealed class DoesNotNameTheSetting : SoundConverter
{
    public override void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        try
        {
            base.Configure(settings, isKey);
        }
        catch (ConfigException)
        {
            throw new ConfigException("something is wrong");
        }
    }
}

internal sealed class ConverterThatStaysSubscribed : SoundConverter
{
    public override void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
    {
        base.Configure(settings, isKey);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _ = Mark;
    }
}
