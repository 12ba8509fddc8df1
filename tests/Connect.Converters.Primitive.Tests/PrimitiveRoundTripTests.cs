using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.TestData;
using FsCheck;
using FsCheck.Fluent;

namespace Connect.Converters.Primitive.Tests;

/// <summary>What is written is read back as it was.</summary>
public sealed class PrimitiveRoundTripTests
{
    [Fact]
    public void Text_ComesBack() => Holds(new StringConverter(), Schema.OptionalString, ScalarGen.String(loneSurrogates: false));

    [Theory]
    [InlineData("UTF-16")]
    [InlineData("UTF-16LE")]
    [InlineData("UTF-32")]
    public void Text_InAnotherUnicodeEncoding_ComesBack(string encoding) =>
        Holds(new StringConverter(), Schema.OptionalString, ScalarGen.String(loneSurrogates: false), encoding);

    [Fact]
    public void AnyData_AsText_IsItsJavaText()
    {
        using var converter = new StringConverter();
        Properties.Hold(ConnectData.Of(ConnectShape.Everything), data =>
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.Equal(data.Value is not null, converter.FromConnectData("t", null, data.Schema, data.Value, output));
            Assert.Equal(data.Value is null ? string.Empty : ConnectText.Of(data.Value), Encoding.UTF8.GetString(output.WrittenSpan));
        });
    }

    [Fact]
    public void Bytes_ComeBack() => Holds(new ByteArrayConverter(), Schema.OptionalBytes, ScalarGen.Bytes);

    [Fact]
    public void Boolean_ComesBack() => Holds(new BooleanConverter(), Schema.OptionalBoolean, ScalarGen.Boolean);

    [Fact]
    public void Int16_ComesBack() => Holds(new ShortConverter(), Schema.OptionalInt16, ScalarGen.Int16);

    [Fact]
    public void Int32_ComesBack() => Holds(new IntegerConverter(), Schema.OptionalInt32, ScalarGen.Int32);

    [Fact]
    public void Int64_ComesBack() => Holds(new LongConverter(), Schema.OptionalInt64, ScalarGen.Int64);

    [Fact]
    public void Float32_ComesBack() => Holds(new FloatConverter(), Schema.OptionalFloat32, ScalarGen.Float32(special: true));

    [Fact]
    public void Float64_ComesBack() => Holds(new DoubleConverter(), Schema.OptionalFloat64, ScalarGen.Float64(special: true));

    [Fact]
    public void Header_OfTextWithoutMarksOfStructure_ComesBackAsItsText()
    {
        // As in Java, text around brackets and quotes may be lost, and what looks like another value comes back as that value.
        using var converter = new SimpleHeaderConverter();
        Properties.Hold(Arb.From(ScalarGen.String(loneSurrogates: false)), text =>
        {
            if (text.AsSpan().ContainsAny("{}[]:,\"\\"))
            {
                return;
            }

            var back = BackAndForth(converter, text);
            if (back.Schema?.Type == SchemaType.String)
            {
                Assert.Equal(text, back.Value);
            }
        });
    }

    [Fact]
    public void Header_OfNumbers_ComesBackAsTheSameNumber()
    {
        using var converter = new SimpleHeaderConverter();
        Properties.Hold(Arb.From(ScalarGen.Int64), number => Assert.Equal(number, Convert.ToInt64(BackAndForth(converter, number).Value, null)));
    }

    private static SchemaAndValue BackAndForth(SimpleHeaderConverter converter, object value)
    {
        var output = new ArrayBufferWriter<byte>();
        converter.FromConnectHeader("t", "h", null, value, output);
        return converter.ToConnectHeader("t", "h", new Payload(output.WrittenSpan));
    }

    private static void Holds<T>(IConverter converter, Schema schema, Gen<T> values, string encoding = "UTF-8")
    {
        converter.Configure(new Dictionary<string, string?> { ["converter.encoding"] = encoding }, isKey: false);
        Properties.Hold(Arb.From(values), value =>
        {
            var output = new ArrayBufferWriter<byte>();
            Assert.True(converter.FromConnectData("t", null, schema, value, output));
            Assert.Equal(new SchemaAndValue(schema, value), converter.ToConnectData("t", null, new Payload(output.WrittenSpan)));
        });
    }
}
