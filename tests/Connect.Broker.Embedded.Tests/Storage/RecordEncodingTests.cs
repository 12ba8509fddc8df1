using System.Text;
using Connect.Broker.Embedded.Storage;

namespace Connect.Broker.Embedded.Tests.Storage;

public sealed class RecordEncodingTests
{
    public static IEnumerable<TheoryDataRow<string?, string?, long>> Records =>
    [
        new(null, null, 0),
        new("", "", -5),
        new("k", null, 5_000_000_000),
        new(null, "v", long.MaxValue / 4),
        new(new string('k', 127), new string('v', 20_000), 1),
        new(new string('k', 126), new string('v', 128), -1),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_WrittenAndRead_IsTheSame(string? key, string? value, long timestamp)
    {
        var record = new OutgoingRecord
        {
            Topic = "t",
            Key = Bytes(key),
            Value = Bytes(value),
            Headers = [new("h", Bytes("x")), new("ü", null), new("", Bytes(""))],
        };
        var buffer = new byte[RecordEncoder.Bound(record) + 3];

        var end = RecordEncoder.Write(buffer, 3, offsetDelta: 300, timestamp - 1_000, record);

        var cursor = new RecordCursor(buffer, 3, end - 3, Header);
        Assert.True(cursor.Next());
        Assert.Equal((7_300, timestamp), (cursor.Offset, cursor.Timestamp));
        Assert.Equal(Bytes(key), cursor.Key?.ToArray());
        Assert.Equal(Bytes(value), cursor.Value?.ToArray());
        Assert.Equal([("h", "x"), ("ü", null), ("", "")], cursor.Headers!.Select(h => (h.Key, h.Value is { } v ? Encoding.UTF8.GetString(v.Span) : null)));
        Assert.False(cursor.Next());
    }

    [Fact]
    public void Record_CopiedWithItsRest_IsTheSame()
    {
        var record = new OutgoingRecord { Topic = "t", Key = Bytes("key"), Value = Bytes("value") };
        var buffer = new byte[RecordEncoder.Bound(record)];
        var cursor = new RecordCursor(buffer, 0, RecordEncoder.Write(buffer, 0, 1, 7, record), Header);
        cursor.Next();

        var copy = new byte[100];
        var copied = new RecordCursor(copy, 0, RecordEncoder.Copy(copy, 0, 2, cursor.Rest.Span), Header);

        Assert.True(copied.Next());
        Assert.Equal((7_002, 1_007L, "key", "value"), (
            copied.Offset, copied.Timestamp, Encoding.UTF8.GetString(copied.Key!.Value.Span), Encoding.UTF8.GetString(copied.Value!.Value.Span)));
    }

    private static BatchHeader Header => new()
    {
        BaseOffset = 7_000, LastOffset = 7_999, Records = 1, BaseTimestamp = 1_000, MaxTimestamp = 0, IsAppendTime = false, ProducerId = 0,
    };

    private static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
