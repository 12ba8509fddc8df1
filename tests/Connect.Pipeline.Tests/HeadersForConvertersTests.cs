using System.Buffers;
using System.Text;
using Connect.Abi.Converters;
using Connect.Abi.Data;
using Connect.Broker;

namespace Connect.Pipeline.Tests;

/// <summary>Converters of keys and values see headers as they are in the log, and may add some, as in Java.</summary>
public sealed class HeadersForConvertersTests
{
    [Fact]
    public void SinkConverter_OfARecordWithHeaders_SeesTheirBytes()
    {
        var converter = new HeaderConverter();
        var pipeline = new SinkPipeline(Options(converter), keepRaw: false);

        var first = pipeline.Process(Make.Consumed("v", headers: [new LogHeader("h", Make.Bytes("x")), new LogHeader("n", null)])).Result;
        pipeline.Process(Make.Consumed("w"));

        Assert.Equal(["h=x", "n=null", "none"], converter.Seen);
        Assert.Equal(["x", null], first.Headers.Select(header => header.Value));
    }

    [Fact]
    public void SourceConverter_AddingAHeader_PutsItsBytesIntoTheLogAsTheyAre()
    {
        var converter = new HeaderConverter { Added = [0, 255] };
        var pipeline = new SourcePipeline(Options(converter));

        var with = pipeline.Process(Make.Polled("v", new Headers().AddString("h", "x").Add("n", null, Schema.OptionalString)), null).Result;
        var without = pipeline.Process(Make.Polled("w"), null).Result;

        Assert.Equal(["h=x", "n=null", "none"], converter.Seen);
        Assert.Equal(["h", "n", "added"], with.Headers!.Select(header => header.Key));
        Assert.Equal("x", Make.Text(with.Headers![0].Value));
        Assert.Null(with.Headers![1].Value);
        Assert.Equal([0, 255], with.Headers[2].Value!.Value.ToArray());
        Assert.Equal("added", Assert.Single(without.Headers!).Key);
    }

    private static PipelineOptions Options(HeaderConverter value) => Make.Options() with
    {
        Converters = new ConverterSet(
            new NamedConverter<IConverter>(new TextConverter(), "KeyText"),
            new NamedConverter<IConverter>(value, "ValueHeaders"),
            new NamedConverter<IHeaderConverter>(new TextConverter(), "HeaderText")),
    };

    private sealed class HeaderConverter : IConverter
    {
        public List<string> Seen { get; } = [];

        public byte[]? Added { get; init; }

        public void Configure(IReadOnlyDictionary<string, string?> settings, bool isKey)
        {
        }

        public bool FromConnectData(string topic, Headers? headers, Schema? schema, object? value, IBufferWriter<byte> output)
        {
            See(headers);
            headers!.Add("added", Added, null);
            return false;
        }

        public SchemaAndValue ToConnectData(string topic, Headers? headers, Payload payload)
        {
            See(headers);
            return SchemaAndValue.Null;
        }

        private void See(Headers? headers) => Seen.AddRange(headers is not { Count: > 0 } ? ["none"] : headers.Select(header => header.Key + "=" + header.Value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            ReadOnlyMemory<byte> bytes => Encoding.UTF8.GetString(bytes.Span),
            null => "null",
            var other => other.GetType().Name,
        }));
    }
}
