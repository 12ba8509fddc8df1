using Connect.Abi.Data;

namespace Connect.Abi.Tests.Data;

public sealed class EpochMillisTests
{
    [Fact]
    public void Conversions_ThereAndBack_AreTheSame()
    {
        var moment = new EpochMillis(1566570894346);

        Assert.Equal(new DateTime(2019, 8, 23, 14, 34, 54, 346, DateTimeKind.Utc), moment.ToDateTime());
        Assert.Equal(moment, EpochMillis.From(moment.ToDateTime()));
        Assert.Equal(moment, EpochMillis.From(moment.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(5))));
        Assert.Equal(new DateOnly(2019, 8, 23), moment.ToDateOnly());
        Assert.Equal(new TimeOnly(14, 34, 54, 346), moment.ToTimeOnly());
        Assert.Equal(new EpochMillis(1566518400000), EpochMillis.From(moment.ToDateOnly()));
        Assert.Equal(new EpochMillis(52494346), EpochMillis.From(moment.ToTimeOnly()));
        Assert.Equal("2019-08-23T14:34:54.346Z", moment.ToString());
    }

    [Fact]
    public void BeforeTheEpoch_TimeOfDay_CountsFromMidnight() =>
        Assert.Equal(new TimeOnly(23, 59, 59, 999), new EpochMillis(-1).ToTimeOnly());

    [Fact]
    public void OutsideOfNet_Conversion_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpochMillis(long.MaxValue).ToDateTime());
        Assert.Equal("9223372036854775807", new EpochMillis(long.MaxValue).ToString());
    }
}
