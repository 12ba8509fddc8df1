using Connect.Plugins.Transforms.Dates;

namespace Connect.Plugins.Transforms.Tests.Dates;

public sealed class DatePatternTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("G yyyy-MM-dd HH:mm:ss.SSS", -62135769600000, "AD 0001-01-01 00:00:00.000")]
    [InlineData("G yyyy", -62167392000000, "BC 0001")]
    [InlineData("yyyy-MM-dd", -12219292800001, "1582-10-04")]
    [InlineData("yyyy-MM-dd", -12219292800000, "1582-10-15")]
    [InlineData("YYYY-'W'ww-u", 1609459199999, "2021-W01-4")]
    [InlineData("EEEE, d MMMM yyyy", 1700000000123, "Tuesday, 14 November 2023")]
    [InlineData("k K h H a", 0, "24 0 12 0 AM")]
    [InlineData("D F W 'o''clock'", 1700000000123, "318 2 3 o'clock")]
    [InlineData("X XXX Z z", 0, "Z Z +0000 UTC")]
    public void Format_Pattern_WritesAsJava(string pattern, long millis, string expected) =>
        Assert.Equal(expected, DatePattern.Parse(pattern, Now).Format(millis));

    [Theory]
    [InlineData("yyyyMMddHHmmssSSS", "20231114101112345", 1699956672345)]
    [InlineData("yyyy-MM-dd", "2023-13-32 and more", 1706745600000)]
    [InlineData("yy", "45", 2366841600000)]
    [InlineData("yy", "46", -757382400000)]
    [InlineData("yyyy-MM-dd HH:mm Z", "2023-11-14 10:00 -0800", 1699984800000)]
    [InlineData("yyyy-MM-dd HH:mm z", "2023-11-14 10:00 GMT+2:00", 1699948800000)]
    [InlineData("yyyy-DDD", "2023-318", 1699920000000)]
    [InlineData("yyyy-MM F E", "2023-11 2 Tue", 1699920000000)]
    [InlineData("hh:mm a", "12:05 am", 300000)]
    public void TryRead_Text_ReadsAsJava(string pattern, string text, long expected)
    {
        Assert.True(DatePattern.Parse(pattern, Now).TryRead(text, out var millis));
        Assert.Equal(expected, millis);
    }

    [Theory]
    [InlineData("yyyy-MM-dd", "x")]
    [InlineData("yyyy-MM-dd", "2023-11")]
    [InlineData("MMM", "Foo")]
    [InlineData("X", "+1")]
    public void TryRead_OtherText_IsRefused(string pattern, string text) =>
        Assert.False(DatePattern.Parse(pattern, Now).TryRead(text, out _));

    [Theory]
    [InlineData("yyyy b", "'b'")]
    [InlineData("yyyy 'T", "quote")]
    [InlineData("XXXX", "X")]
    public void Parse_NoPattern_SaysWhatIsWrong(string pattern, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => DatePattern.Parse(pattern, Now)).Message, StringComparison.Ordinal);
}
