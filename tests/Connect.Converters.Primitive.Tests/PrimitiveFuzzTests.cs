using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.TestData;
using Connect.TestData.Fuzzing;
using FsCheck.Fluent;

namespace Connect.Converters.Primitive.Tests;

/// <summary>No bytes do anything but give a value or a DataException.</summary>
public sealed class PrimitiveFuzzTests
{
    public static TheoryData<Type> ConverterTypes =>
    [
        typeof(StringConverter), typeof(ByteArrayConverter), typeof(BooleanConverter), typeof(ShortConverter), typeof(IntegerConverter),
        typeof(LongConverter), typeof(FloatConverter), typeof(DoubleConverter),
    ];

    [Theory]
    [MemberData(nameof(ConverterTypes))]
    public void Converter_AnyBytes_GiveAValueOrADataException(Type type) => new Fuzz
    {
        Valid = [[0], [1], [0, 1], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8], .. Payloads.TextTokens],
    }.Run(() =>
    {
        var converter = (IConverter)Activator.CreateInstance(type)!;
        converter.Configure(new Dictionary<string, string?>(), isKey: true);
        return payload => converter.ToConnectData("t", null, new Payload(payload));
    });

    [Fact]
    public void Utf16_AnyBytes_GiveAValue() => new Fuzz { Valid = [Encoding.BigEndianUnicode.GetBytes("\uFEFFtext")] }.Run(() =>
    {
        var converter = new StringConverter();
        converter.Configure(new Dictionary<string, string?> { ["converter.encoding"] = "UTF-16" }, isKey: true);
        return payload => converter.ToConnectData("t", null, new Payload(payload));
    });

    [Fact]
    public void Header_AnyBytes_GiveAValueOrADataException()
    {
        var written = new List<byte[]>();
        var output = new ArrayBufferWriter<byte>();
        using var writer = new SimpleHeaderConverter();
        foreach (var value in ConnectData.Schemaless(ConnectShape.Everything, onlyJson: false).Generator.Sample(2000, 24))
        {
            output.ResetWrittenCount();
            writer.FromConnectHeader("t", "h", null, value, output);
            written.Add(output.WrittenSpan.ToArray());
        }

        new Fuzz { Valid = written, Tokens = Payloads.TextTokens }.Run(() =>
        {
            var converter = new SimpleHeaderConverter();
            return payload => converter.ToConnectHeader("t", "h", new Payload(payload));
        });
    }
}
